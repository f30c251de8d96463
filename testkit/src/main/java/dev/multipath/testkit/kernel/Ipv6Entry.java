package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.Optional;

/**
 * One IPv6 route with at most one next hop, as the kernel keeps it: a multipath route is several of them.
 *
 * @param route without a target, or with a nexthop object
 * @param hop with its weight; absent for a route to nowhere or over a nexthop object
 * @param expires when it goes by itself, in nanoseconds of the kernel's clock
 */
record Ipv6Entry(Route route, Optional<NextHop> hop, long expires) {
    /** The device a route to nowhere is shown by. */
    private static final int LOOPBACK = 1;

    Ipv6Entry(Route route, Optional<NextHop> hop) {
        this(route, hop, FakeClock.NEVER);
    }

    Ipv6Entry expires(long time) {
        return new Ipv6Entry(route, hop, time);
    }

    long priority() {
        return route.key().effectivePriority();
    }

    int device() {
        return hop.map(NextHop::interfaceIndex).orElse(isReject() ? LOOPBACK : 0);
    }

    Ipv6Entry flags(int set, int cleared) {
        return hop.isEmpty()
                ? this
                : new Ipv6Entry(route, Optional.of(hop.get().flags((hop.get().flags() & ~cleared) | set)), expires);
    }

    /** {@code rt6_qualify_for_ecmp}: whether it may stand beside others of its key as legs of one route. */
    boolean canShare() {
        return hop.isPresent()
                && hop.get().gateway().isPresent()
                && !route.protocol().equals(Protocol.RA);
    }

    /** {@code rt6_duplicate_nexthop}. */
    boolean sameHop(Ipv6Entry other) {
        boolean objects = route.target() instanceof RouteTarget.NextHopId
                || other.route.target() instanceof RouteTarget.NextHopId;
        if (objects) {
            return route.target().equals(other.route.target());
        }
        Optional<NextHop> one = hop.map(Ipv6Entry::bare);
        return one.equals(other.hop.map(Ipv6Entry::bare));
    }

    private static NextHop bare(NextHop hop) {
        return hop.gateway().isPresent()
                ? NextHop.via(hop.gateway().get(), hop.interfaceIndex())
                : NextHop.dev(hop.interfaceIndex());
    }

    /** As it is shown alone: a route to nowhere by the loopback device. */
    Route single() {
        if (route.target() instanceof RouteTarget.NextHopId) {
            return route;
        }
        if (hop.isPresent()) {
            return route.target(RouteTarget.single(hop.get().weight(1)));
        }
        return route.target(RouteTarget.single(NextHop.dev(LOOPBACK)));
    }

    boolean isReject() {
        return route.type().value() >= RouteType.BLACKHOLE.value();
    }

    static boolean isIpv6(Route route) {
        return route.family().equals(AddressFamily.INET6);
    }
}
