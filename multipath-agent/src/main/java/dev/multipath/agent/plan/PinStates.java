package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleKey;
import dev.multipath.netlink.model.RuleSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules that lead marked packets into the table of their uplink. Such a table stands whether its uplink lives or not, so
 * the rule goes when it dies: what was pinned to it then finds another way. Where it is to wait instead, a second rule
 * drops what the table leads nowhere, as without a carrier: NAT would end a connection of which one packet left otherwise.
 */
final class PinStates {
    private final Pinning pinning;
    private final Numbering numbering;
    private final List<UplinkView> uplinks;

    private final Set<RuleKey> present = new HashSet<>();

    /** @param present rules in the kernel */
    PinStates(Pinning pinning, Numbering numbering, List<Rule> present, List<UplinkView> uplinks) {
        this.pinning = pinning;
        this.numbering = numbering;
        present.stream()
                .filter(rule -> rule.selector().mark().isPresent())
                .forEach(rule -> this.present.add(rule.key()));
        this.uplinks = uplinks;
    }

    void rules(DesiredStates states, AddressFamily family, Carrying carrying) {
        if (!pinning.marks()) {
            return;
        }
        String what = pinning.inForce() ? "connections" : "packets";
        for (UplinkView uplink : uplinks) {
            Optional<FwMark> mark = pinning.mark(uplink);
            if (mark.isEmpty()) {
                continue;
            }
            RuleSelector selector =
                    RuleSelector.all(family).toBuilder().mark(mark.get()).build();
            Rule rule =
                    Rule.lookup(family, numbering.uplinkTable(uplink.slot())).selector(selector);
            long priority = numbering.pinPriority(uplink.slot());
            boolean stays =
                    present.contains(states.own(rule, priority).key()) && Pinning.mayReturn(uplink, family, carrying);
            if (stays || pinning.leads(uplink, family, carrying)) {
                states.rule(rule, priority, what + " marked for uplink " + uplink.name());
                if (pinning.waits()) {
                    Rule wait = Rule.lookup(family, numbering.uplinkTable(uplink.slot()))
                            .selector(selector)
                            .action(new RuleAction.Blackhole());
                    states.rule(wait, numbering.waitPriority(), "and wait for it, whatever becomes of it");
                }
            }
        }
    }

    /** Uplinks there is no number for. */
    List<String> conflicts() {
        List<String> conflicts = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            if (pinning.marks() && pinning.mark(uplink).isEmpty()) {
                conflicts.add("uplink " + uplink.name() + ": mark-mask "
                        + pinning.section().mask() + " has room for "
                        + pinning.section().mask().largest() + " uplinks only; its connections are not pinned");
            }
        }
        return conflicts;
    }
}
