package dev.multipath.agent.flows;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.flows.FlowTable.Outlet;
import dev.multipath.agent.flows.FlowTable.Share;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes down which table there should be. */
public final class FlowTables {
    private static final String NAME = "multipath";

    private FlowTables() {}

    /** Empty if connections are let be: then there is to be none. */
    public static Optional<FlowTable> of(
            AgentConfig config, Pinning pinning, List<UplinkView> uplinks, Carrying carrying4, Carrying carrying6) {
        FlowsSection section = config.flows();
        if (!pinning.marks() && section.masquerade().isOff() && !section.clampMss()) {
            return Optional.empty();
        }
        List<Outlet> outlets = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            String device = uplink.config().interfaceName();
            long mark =
                    pinning.marks() ? pinning.mark(uplink).map(FwMark::value).orElse(0L) : 0;
            long mtu = section.clampMss() ? uplink.facts().link().map(Link::mtu).orElse(0L) : 0;
            outlets.add(new Outlet(device, mark, section.masquerade().concerns(device), mtu));
        }
        outlets.sort(Comparator.comparingLong(Outlet::mark).thenComparing(Outlet::interfaceName));
        return Optional.of(new FlowTable(
                name(config.agent()),
                owner(config.agent()),
                section.mask(),
                pinning.inForce(),
                outlets,
                section.clampMss(),
                shares(pinning, uplinks, carrying4),
                shares(pinning, uplinks, carrying6)));
    }

    /** Each agent has one of its own, as it has its own tables and priorities. */
    public static String name(AgentSection agent) {
        return agent.tableBase() == AgentSection.defaults().tableBase() ? NAME : NAME + '-' + agent.tableBase();
    }

    /** What the comment of a table says that is the agent's, as its routes and rules bear its protocol number. */
    public static String owner(AgentSection agent) {
        return "multipath-agent, protocol " + agent.protocol();
    }

    private static List<Share> shares(Pinning pinning, List<UplinkView> uplinks, Carrying carrying) {
        List<Share> shares = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            if (pinning.section().perPacket() && carrying.slots().contains(uplink.slot())) {
                pinning.mark(uplink).ifPresent(mark -> shares.add(new Share(mark.value(), uplink.weight())));
            }
        }
        shares.sort(Comparator.comparingLong(Share::mark));
        return shares;
    }
}
