package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lookup in an IPv6 table: longest destination, longest source, then metric, among equal metrics the best score; a
 * node none of whose routes can be used gives way to the next shorter one ({@code fib6_table_lookup()},
 * {@code rt6_select()}, {@code fib6_select_path()}).
 */
final class Ipv6Table {
    private static final int UNUSABLE = -1;

    private final Fib fib;
    private final Flow flow;
    private final boolean host;
    private final List<PassedRoute> passed;

    /**
     * @param host whether this machine does not forward: it then takes silent gateways only where all are
     * @param passed takes the routes passed over
     */
    Ipv6Table(Fib fib, Flow flow, boolean host, List<PassedRoute> passed) {
        this.fib = fib;
        this.flow = flow;
        this.host = host;
        this.passed = passed;
    }

    TableAnswer lookup(RouteTable table) {
        List<Ipv6Node> nodes = Ipv6Node.along(fib, table, flow, passed);
        for (Ipv6Node node : nodes) {
            for (Route route : node.routes()) {
                if (Legs.of(route).isEmpty()) {
                    return new TableAnswer.Unresolved(route);
                }
            }
        }
        Optional<TableAnswer> reachable = host ? search(nodes, true) : Optional.empty();
        return reachable.or(() -> search(nodes, false)).orElseGet(TableAnswer.Nothing::new);
    }

    private Optional<TableAnswer> search(List<Ipv6Node> nodes, boolean reachable) {
        List<PassedRoute> over = new ArrayList<>();
        for (Ipv6Node node : nodes) {
            Optional<Best> best = select(node.routes(), reachable);
            if (best.isPresent()) {
                passed.addAll(over);
                return Optional.of(answer(best.get()));
            }
            for (Route route : node.routes()) {
                over.add(new PassedRoute(route, Legs.together(unused(route))));
            }
        }
        if (!reachable) {
            passed.addAll(over);
        }
        return Optional.empty();
    }

    /** The best of the lowest metric; if none of these can be used, the best of all others, whatever their metrics. */
    private Optional<Best> select(List<Route> routes, boolean reachable) {
        int behind = 0;
        long metric = routes.get(0).key().effectivePriority();
        while (behind < routes.size() && routes.get(behind).key().effectivePriority() == metric) {
            behind++;
        }
        Optional<Best> best = best(routes.subList(0, behind), reachable);
        return best.isPresent() ? best : best(routes.subList(behind, routes.size()), reachable);
    }

    private Optional<Best> best(List<Route> routes, boolean reachable) {
        Optional<Best> best = Optional.empty();
        int highest = UNUSABLE;
        for (Route route : routes) {
            for (NextHop hop : Legs.of(route)) {
                boolean usable = !isExpired(route) && !Legs.isDead(hop) && !(reachable && fib.isSilent(hop));
                int score = usable ? score(route, hop) : UNUSABLE;
                if (score > highest) {
                    best = Optional.of(new Best(route, hop));
                    highest = score;
                }
            }
        }
        return best;
    }

    /** {@code rt6_score_route()}, neighbours apart. */
    private int score(Route route, NextHop hop) {
        int wanted = flow.preferredDevice();
        boolean fits = wanted == 0 || wanted == hop.interfaceIndex();
        if (!fits && flow.isStrict()) {
            return UNUSABLE;
        }
        // RTA_PREF is 0 medium, 1 high, 3 low; this makes them 2, 3, 1.
        int preference = (route.options().preference().orElse(0) & 3) ^ 2;
        return preference << 2 | (fits ? 2 : 0);
    }

    private static boolean isExpired(Route route) {
        return route.options().cacheInfo().isPresent()
                && route.options().cacheInfo().get().expires() < 0;
    }

    /** All legs the hash may choose; where it chooses one that does not fit, the best one steps in. */
    private TableAnswer answer(Best best) {
        Optional<TableAnswer> refusal = Legs.refusal(best.route());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<NextHop> alive = new ArrayList<>();
        List<UnusedLeg> unused = new ArrayList<>();
        for (NextHop hop : Legs.of(best.route())) {
            if (!Legs.isDead(hop)) {
                alive.add(hop);
            }
            if (!isEligible(best, hop)) {
                unused.add(Legs.unused(hop, whyUnused(best.route(), hop), fib));
            }
        }
        List<Leg> shared = Legs.shared(alive, fib);
        double misses = 0;
        for (Leg leg : shared) {
            misses += isEligible(best, leg.hop()) ? 0 : leg.share();
        }
        List<Leg> legs = new ArrayList<>();
        for (Leg leg : shared) {
            if (leg.hop().equals(best.hop())) {
                legs.add(Legs.leg(leg.hop(), leg.share() + misses, fib));
            } else if (isEligible(best, leg.hop())) {
                legs.add(leg);
            }
        }
        return new TableAnswer.Found(best.route(), legs, unused, Legs.notes(best.route()));
    }

    /** Whether the hash may choose this leg. In a nexthop group it may choose all, whatever the socket is bound to. */
    private boolean isEligible(Best best, NextHop hop) {
        if (Legs.isDead(hop)) {
            return false;
        }
        boolean group = best.route().target() instanceof RouteTarget.NextHopId;
        boolean fits = score(best.route(), hop) >= 0 && !(host && fib.isSilent(hop));
        return group || fits || hop.equals(best.hop());
    }

    private List<UnusedLeg> unused(Route route) {
        List<UnusedLeg> unused = new ArrayList<>();
        for (NextHop hop : Legs.of(route)) {
            unused.add(Legs.unused(hop, whyUnused(route, hop), fib));
        }
        return unused;
    }

    private String whyUnused(Route route, NextHop hop) {
        if (Legs.isDead(hop)) {
            return Legs.whyDead(hop);
        }
        if (isExpired(route)) {
            return "has expired";
        }
        if (score(route, hop) < 0) {
            return flow.oif() == 0 ? "is not where the packet came in" : "is not what the socket is bound to";
        }
        return "has a gateway that does not answer";
    }

    private record Best(Route route, NextHop hop) {}
}
