package dev.multipath.agent.coexist;

import dev.multipath.agent.config.MarkMask;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules of others that test bits of marks which are the agent's: they would take packets of pinned connections. */
final class ForeignMarks {
    private ForeignMarks() {}

    static List<Finding> of(KernelSnapshot snapshot, Pinning pinning, Protocol own) {
        List<Finding> findings = new ArrayList<>();
        if (!pinning.marks()) {
            return findings;
        }
        MarkMask mask = pinning.section().mask();
        for (Rule rule : snapshot.rules()) {
            Optional<FwMark> mark = rule.selector().mark();
            boolean foreign = !rule.protocol().equals(own);
            if (foreign
                    && mark.isPresent()
                    && mask.overlaps(mark.get().value() & mark.get().mask())) {
                findings.add(Finding.warning("rule \"" + rule + "\" tests bits of marks that mark-mask " + mask
                        + " makes the agent's: it may take packets of pinned connections; give one of the two other"
                        + " bits"));
            }
        }
        return findings;
    }
}
