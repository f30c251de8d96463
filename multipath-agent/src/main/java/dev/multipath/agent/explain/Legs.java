package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Next hops of a route as a lookup sees them. */
final class Legs {
    private Legs() {}

    /** All of them; {@code lo} for an IPv6 route that has none, as the kernel keeps it. */
    static List<NextHop> of(Route route) {
        if (route.target() instanceof RouteTarget.NextHopId object) {
            return object.shown();
        }
        List<NextHop> hops = route.target().hops();
        return hops.isEmpty() && !route.destination().address().isIpv4() ? List.of(NextHop.dev(Flow.LOOPBACK)) : hops;
    }

    /** Whether the kernel passes it over: with {@code ignore_routes_with_linkdown} it calls legs without carrier dead too. */
    static boolean isDead(NextHop hop) {
        return (hop.flags() & NextHop.DEAD) != 0;
    }

    /** Why a leg is not used, the device apart. */
    static String whyDead(NextHop hop) {
        return (hop.flags() & NextHop.LINKDOWN) != 0 ? "no carrier" : "dead";
    }

    /** Legs with the share of flows each gets by its weight. */
    static List<Leg> shared(List<NextHop> hops, Fib fib) {
        int total = 0;
        for (NextHop hop : hops) {
            total += hop.weight();
        }
        List<Leg> legs = new ArrayList<>(hops.size());
        for (NextHop hop : hops) {
            legs.add(leg(hop, (double) hop.weight() / total, fib));
        }
        return legs;
    }

    static Leg leg(NextHop hop, double share, Fib fib) {
        return new Leg(hop, fib.names().nameOf(hop.interfaceIndex()), share);
    }

    static UnusedLeg unused(NextHop hop, String why, Fib fib) {
        return new UnusedLeg(hop, fib.names().nameOf(hop.interfaceIndex()), why);
    }

    /** What is to be known of a route by a nexthop group. */
    static List<String> notes(Route route) {
        return route.target() instanceof RouteTarget.NextHopId && of(route).size() > 1
                ? List.of("a nexthop group: the kernel passes over legs whose gateway does not answer")
                : List.of();
    }

    /** What a route that refuses answers; empty for one that leads somewhere. */
    static Optional<TableAnswer> refusal(Route route) {
        RouteType type = route.type();
        if (type.equals(RouteType.THROW)) {
            return Optional.of(new TableAnswer.Thrown(route));
        }
        if (type.equals(RouteType.UNREACHABLE)) {
            return Optional.of(new TableAnswer.Rejected(route, Refusal.HOST_UNREACHABLE));
        }
        if (type.equals(RouteType.PROHIBIT)) {
            return Optional.of(new TableAnswer.Rejected(route, Refusal.PROHIBITED));
        }
        if (type.equals(RouteType.BLACKHOLE)) {
            return Optional.of(new TableAnswer.Rejected(route, Refusal.BLACKHOLE));
        }
        return type.value() >= RouteType.NAT.value()
                ? Optional.of(new TableAnswer.Rejected(route, Refusal.INVALID))
                : Optional.empty();
    }

    /** Why none of these can be used, in a few words. */
    static String together(List<UnusedLeg> unused) {
        StringBuilder out = new StringBuilder();
        for (UnusedLeg leg : unused) {
            out.append(out.isEmpty() ? "" : ", ")
                    .append("dev ")
                    .append(leg.interfaceName())
                    .append(' ')
                    .append(leg.why());
        }
        return out.toString();
    }
}
