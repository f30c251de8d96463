package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
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
    private final List<PassedRoute> passed;

    /** @param passed takes the routes passed over */
    Ipv6Table(Fib fib, Flow flow, List<PassedRoute> passed) {
        this.fib = fib;
        this.flow = flow;
        this.passed = passed;
    }

    TableAnswer lookup(RouteTable table) {
        for (Ipv6Node node : Ipv6Node.along(fib, table, flow, passed)) {
            for (Route route : node.routes()) {
                if (Legs.of(route).isEmpty()) {
                    return new TableAnswer.Unresolved(route);
                }
            }
            Optional<Best> best = select(node.routes());
            if (best.isPresent()) {
                return answer(best.get());
            }
            for (Route route : node.routes()) {
                passed.add(new PassedRoute(route, Legs.together(unused(route))));
            }
        }
        return new TableAnswer.Nothing();
    }

    /** The best of the lowest metric; if none of these can be used, the best of all others, whatever their metrics. */
    private Optional<Best> select(List<Route> routes) {
        int behind = 0;
        long metric = routes.get(0).key().effectivePriority();
        while (behind < routes.size() && routes.get(behind).key().effectivePriority() == metric) {
            behind++;
        }
        Optional<Best> best = best(routes.subList(0, behind));
        return best.isPresent() ? best : best(routes.subList(behind, routes.size()));
    }

    private Optional<Best> best(List<Route> routes) {
        Optional<Best> best = Optional.empty();
        int highest = UNUSABLE;
        for (Route route : routes) {
            for (NextHop hop : Legs.of(route)) {
                int score = score(route, hop);
                if (score > highest) {
                    best = Optional.of(new Best(route, hop));
                    highest = score;
                }
            }
        }
        return best;
    }

    private int score(Route route, NextHop hop) {
        return isExpired(route) || Legs.isDead(hop) ? UNUSABLE : scoreOfDevice(route, hop);
    }

    /** {@code rt6_score_route()}, all gateways taken for reachable: they are on a machine that forwards. */
    private int scoreOfDevice(Route route, NextHop hop) {
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
        for (NextHop hop : Legs.of(best.route())) {
            if (!Legs.isDead(hop)) {
                alive.add(hop);
            }
        }
        List<Leg> shared = Legs.shared(alive, fib);
        double misses = 0;
        for (Leg leg : shared) {
            misses += scoreOfDevice(best.route(), leg.hop()) < 0 ? leg.share() : 0;
        }
        List<Leg> legs = new ArrayList<>();
        for (Leg leg : shared) {
            if (leg.hop().equals(best.hop())) {
                legs.add(Legs.leg(leg.hop(), leg.share() + misses, fib));
            } else if (scoreOfDevice(best.route(), leg.hop()) >= 0) {
                legs.add(leg);
            }
        }
        return new TableAnswer.Found(best.route(), legs, unused(best.route()), List.of());
    }

    private List<UnusedLeg> unused(Route route) {
        List<UnusedLeg> unused = new ArrayList<>();
        for (NextHop hop : Legs.of(route)) {
            if (Legs.isDead(hop)) {
                unused.add(Legs.unused(hop, Legs.whyDead(hop), fib));
            } else if (isExpired(route)) {
                unused.add(Legs.unused(hop, "has expired", fib));
            } else if (scoreOfDevice(route, hop) < 0) {
                String other =
                        flow.oif() == 0 ? "is not where the packet came in" : "is not what the socket is bound to";
                unused.add(Legs.unused(hop, other, fib));
            }
        }
        return unused;
    }

    private record Best(Route route, NextHop hop) {}
}
