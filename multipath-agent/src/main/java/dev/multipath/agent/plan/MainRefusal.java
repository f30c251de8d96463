package dev.multipath.agent.plan;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stranger's default in main that refuses packets: the rule that suppresses main's default passes over usable ones only,
 * so such a one ends every lookup.
 */
final class MainRefusal {
    private static final Set<RouteType> REFUSALS =
            Set.of(RouteType.BLACKHOLE, RouteType.UNREACHABLE, RouteType.PROHIBIT);

    private MainRefusal() {}

    /**
     * What there is to say of it, if one is the first that is asked.
     *
     * @param wished what the agent wants to be there
     * @param snapshot looked at only for what strangers hold
     */
    static Optional<String> of(
            List<Desired<Route>> wished, KernelSnapshot snapshot, AddressFamily family, Protocol protocol) {
        Optional<Route> first = Optional.empty();
        for (Desired<Route> own : wished) {
            first = first(first, own.what(), family);
        }
        for (Route route : snapshot.routes()) {
            if (!route.protocol().equals(protocol)) {
                first = first(first, route, family);
            }
        }
        return first.filter(route ->
                        REFUSALS.contains(route.type()) && !route.protocol().equals(protocol))
                .map(route -> "table main: \"" + route + "\" ends every lookup before it reaches the uplinks' tables");
    }

    /** The default of this family in main that is asked first: one of these two. */
    private static Optional<Route> first(Optional<Route> known, Route route, AddressFamily family) {
        boolean counts = route.isDefault()
                && route.table().equals(RouteTable.MAIN)
                && route.family().equals(family);
        boolean before = known.isEmpty()
                || route.key().effectivePriority() < known.get().key().effectivePriority();
        return counts && before ? Optional.of(route) : known;
    }
}
