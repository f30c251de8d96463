package dev.multipath.agent.coexist;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Everything that is found, of one look at the kernel. */
public final class Coexistence {
    private Coexistence() {}

    /**
     * What stands against the agent as configured.
     *
     * @param uplinks with the facts of that look
     */
    public static List<Finding> of(AgentConfig config, KernelSnapshot snapshot, List<UplinkView> uplinks) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(ForeignRules.of(config, snapshot, uplinks));
        Pinning pinning = Pinning.of(config, snapshot);
        findings.addAll(
                ForeignMarks.of(snapshot, pinning, Protocol.of(config.agent().protocol())));
        findings.addAll(SharedSubnets.of(uplinks));
        findings.addAll(ReversePaths.of(snapshot, uplinks, pinning));
        findings.addAll(NetworkManagers.of(snapshot.surroundings()));
        return findings;
    }
}
