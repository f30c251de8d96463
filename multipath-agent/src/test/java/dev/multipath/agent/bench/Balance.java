package dev.multipath.agent.bench;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.UplinkHandle;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The weighted default route of an agent with usual numbers, in whichever layout, as the kernel has it. */
public final class Balance {
    /** The families an agent looks after. */
    public static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private static final Protocol AGENT = Protocol.of(77);
    private static final RouteTable TABLE = RouteTable.of(7900);

    private final Namespace gateway;

    /** Of the agent in this namespace. */
    public Balance(Namespace gateway) {
        this.gateway = gateway;
    }

    /** Whether this is the weighted default, not one that stands by behind it. */
    static boolean isBalance(Route route) {
        return isDefault(route) && route.key().effectivePriority() <= 1024 && !isStandBy(route);
    }

    private static boolean isStandBy(Route route) {
        return route.family().equals(AddressFamily.INET) && route.key().effectivePriority() > 1000;
    }

    /** Whether this is a default for everybody: the weighted one, or one that stands by. */
    static boolean isDefault(Route route) {
        return route.isDefault()
                && route.protocol().equals(AGENT)
                && (route.table().equals(TABLE) || route.table().equals(RouteTable.MAIN));
    }

    /** Whether one of a route's legs leads over this interface. */
    static boolean leadsOver(Route route, int interfaceIndex) {
        for (NextHop leg : route.target().hops()) {
            if (leg.interfaceIndex() == interfaceIndex) {
                return true;
            }
        }
        return false;
    }

    /** The default the kernel prefers now among the agent's. */
    public Optional<Route> best(AddressFamily family) {
        return gateway.netlink().routes().list(RouteFilter.of(family).protocol(AGENT)).stream()
                .filter(Balance::isDefault)
                .min(Comparator.comparingLong(route -> route.key().effectivePriority()));
    }

    private Set<Integer> interfaces(AddressFamily family) {
        Set<Integer> indexes = new HashSet<>();
        best(family).ifPresent(route -> route.target().hops().forEach(leg -> indexes.add(leg.interfaceIndex())));
        return indexes;
    }

    /** Whether the defaults of both families lead over this uplink, among others. */
    public boolean uses(UplinkHandle uplink) {
        int index = uplink.link().map(link -> link.index()).orElse(0);
        return FAMILIES.stream().allMatch(family -> interfaces(family).contains(index));
    }

    /** Whether both families have a default, and neither leads over this uplink. */
    public boolean avoids(UplinkHandle uplink) {
        return FAMILIES.stream().allMatch(family -> avoids(uplink, family));
    }

    /** Whether this family has a default that does not lead over this uplink. */
    boolean avoids(UplinkHandle uplink, AddressFamily family) {
        Set<Integer> used = interfaces(family);
        return !used.isEmpty()
                && !used.contains(uplink.link().map(link -> link.index()).orElse(0));
    }
}
