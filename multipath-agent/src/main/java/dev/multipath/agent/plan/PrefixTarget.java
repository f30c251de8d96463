package dev.multipath.agent.plan;

import dev.multipath.agent.config.PrefixTable;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.Optional;

/**
 * Where destinations of a {@link PrefixTable} lead: thousands of routes have one in common.
 *
 * @param hop absent for {@link #UNREACHABLE} and {@link #OTHER}
 */
public record PrefixTarget(RouteType type, Optional<NextHop> hop) {
    /** To nowhere, with an error to the sender. */
    public static final PrefixTarget UNREACHABLE = new PrefixTarget(RouteType.UNREACHABLE, Optional.empty());

    /** To something the agent never writes. */
    public static final PrefixTarget OTHER = new PrefixTarget(RouteType.UNSPEC, Optional.empty());

    /** By that way. */
    public static PrefixTarget via(NextHop hop) {
        return new PrefixTarget(RouteType.UNICAST, Optional.of(hop));
    }

    /** Where a route leads. */
    static PrefixTarget of(Route route) {
        boolean plain =
                route.options().prefSrc().isEmpty() && route.options().metrics().isEmpty();
        if (plain && route.type().equals(RouteType.UNREACHABLE)) {
            return UNREACHABLE;
        }
        return plain && route.type().equals(RouteType.UNICAST) && route.target() instanceof RouteTarget.Single single
                ? via(single.hop().configured())
                : OTHER;
    }

    /** Whether the route has the key under which the agent installs a destination. */
    static boolean isPlain(Route route) {
        return route.key().source().isEmpty()
                && route.key().tos() == 0
                && route.key().effectivePriority() == metric(route.family());
    }

    /** The route of a destination. */
    Route route(IpPrefix destination, RouteTable table, Protocol protocol) {
        Route route = Route.to(destination)
                .table(table)
                .priority(metric(destination.family()))
                .protocol(protocol)
                .type(type);
        return hop.isPresent() ? route.target(RouteTarget.single(hop.get())) : route;
    }

    private static long metric(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? 0 : Numbering.IPV6_METRIC;
    }
}
