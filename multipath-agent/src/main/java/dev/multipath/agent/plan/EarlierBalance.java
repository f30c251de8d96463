package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.Layout;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Over which uplinks an earlier run led the balanced traffic of a family, or kept them in reserve, as the defaults tell
 * that it left: perhaps in the middle of a change, in which {@link DesiredStates} writes what is in reserve first, then
 * the weighted default, then the stand-bys of those that carry, and takes away last what is no longer wanted.
 *
 * <p>So the weighted default and the reserve say it at any moment. A stand-by of one that carries does not: that of an
 * uplink just taken out may still be there. It counts where it is all there is to go by: when the weighted default is gone,
 * as the kernel removes it with a device; and for IPv6 over a link without a gateway, which is never a leg among several.
 */
public final class EarlierBalance {
    private EarlierBalance() {}

    /** Interface indices; empty where no such default is found. */
    public static Set<Integer> over(AgentSection section, KernelSnapshot snapshot, AddressFamily family) {
        List<Route> telling = defaults(section, snapshot, family);
        Optional<Route> weighted = weighted(telling, section, family);
        if (weighted.isPresent()) {
            long reserve = metric(weighted.get()) + Numbering.RESERVE_METRIC;
            telling.removeIf(route -> metric(route) < reserve && !isNeverALeg(route));
            telling.add(weighted.get());
        }
        return interfaces(telling);
    }

    /** Those kept in reserve to which the weighted default does not lead; none while there is no such default. */
    public static Set<Integer> inReserve(AgentSection section, KernelSnapshot snapshot, AddressFamily family) {
        List<Route> defaults = defaults(section, snapshot, family);
        Optional<Route> weighted = weighted(defaults, section, family);
        if (weighted.isEmpty()) {
            return Set.of();
        }
        long reserve = metric(weighted.get()) + Numbering.RESERVE_METRIC;
        defaults.removeIf(route -> metric(route) < reserve);
        Set<Integer> kept = interfaces(defaults);
        kept.removeAll(interfaces(List.of(weighted.get())));
        return kept;
    }

    private static Optional<Route> weighted(List<Route> defaults, AgentSection section, AddressFamily family) {
        long wished = Numbering.balanceMetric(section, family);
        return defaults.stream()
                .filter(route -> metric(route) <= wished)
                .min(Comparator.comparingLong(EarlierBalance::metric));
    }

    private static Set<Integer> interfaces(List<Route> routes) {
        Set<Integer> interfaces = new HashSet<>();
        for (Route route : routes) {
            route.target().ways().forEach(hop -> interfaces.add(hop.interfaceIndex()));
        }
        return interfaces;
    }

    /** The agent's, in the order in which the kernel considers them; without one that refuses packets. */
    private static List<Route> defaults(AgentSection section, KernelSnapshot snapshot, AddressFamily family) {
        boolean main = section.layout() == Layout.MAIN;
        RouteTable table = main ? RouteTable.MAIN : new Numbering(section.tableBase()).balanceTable();
        Ownership ownership = new Ownership(Protocol.of(section.protocol()));
        List<Route> defaults = new ArrayList<>(snapshot.routes());
        defaults.removeIf(route -> !route.isDefault()
                || !route.table().equals(table)
                || !route.family().equals(family)
                || !ownership.owns(route)
                || route.target().ways().isEmpty());
        return defaults;
    }

    private static boolean isNeverALeg(Route route) {
        List<NextHop> hops = route.target().hops();
        return route.family().equals(AddressFamily.INET6)
                && hops.size() == 1
                && hops.get(0).gateway().isEmpty();
    }

    private static long metric(Route route) {
        return route.key().effectivePriority();
    }
}
