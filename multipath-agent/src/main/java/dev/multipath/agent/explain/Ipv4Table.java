package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A lookup in an IPv4 table: longest prefix, then tos, then metric, then dump order; a route without a usable leg is
 * passed over ({@code fib_table_lookup()}).
 *
 * <p>Scopes play no part: only sockets with {@code SO_DONTROUTE} ask for one.
 */
final class Ipv4Table {
    /** A route with a tos goes before those without, whatever their metrics. */
    private static final Comparator<Route> ORDER = Comparator.comparingInt(
                    (Route route) -> -route.destination().length())
            .thenComparingInt(route -> -route.key().tos())
            .thenComparingLong(route -> route.key().effectivePriority());

    private final Fib fib;
    private final Flow flow;
    private final List<PassedRoute> passed;

    /** @param passed takes the routes passed over */
    Ipv4Table(Fib fib, Flow flow, List<PassedRoute> passed) {
        this.fib = fib;
        this.flow = flow;
        this.passed = passed;
    }

    TableAnswer lookup(RouteTable table) {
        List<Route> candidates = candidates(table);
        Optional<IpAddress> missed = Optional.empty();
        for (Route route : candidates) {
            IpAddress network = route.destination().network().address();
            if (missed.isPresent() && missed.get().equals(network)) {
                passed.add(new PassedRoute(route, "stands behind a nexthop object that cannot be used"));
            } else if (route.key().tos() != 0 && route.key().tos() != (flow.tos() & RuleMatch.IPV4_TOS_MASK)) {
                passed.add(new PassedRoute(route, "tos is 0x" + Integer.toHexString(flow.tos())));
            } else {
                Optional<TableAnswer> answer = answer(route, candidates);
                if (answer.isPresent()) {
                    return answer.get();
                }
                // A quirk: the kernel then leaves the whole trie node, which all prefixes of that address share.
                missed = route.target() instanceof RouteTarget.NextHopId ? Optional.of(network) : missed;
            }
        }
        return new TableAnswer.Nothing();
    }

    private List<Route> candidates(RouteTable table) {
        List<Route> candidates = new ArrayList<>();
        for (Route route : fib.routes()) {
            if (route.table().equals(table) && route.destination().contains(flow.destination())) {
                candidates.add(route);
            }
        }
        candidates.sort(ORDER);
        return candidates;
    }

    /** Empty when the route is passed over. */
    private Optional<TableAnswer> answer(Route route, List<Route> candidates) {
        Optional<TableAnswer> refusal = Legs.refusal(route);
        if (refusal.isPresent()) {
            return refusal;
        }
        List<NextHop> hops = Legs.of(route);
        if (hops.isEmpty()) {
            return Optional.of(new TableAnswer.Unresolved(route));
        }
        List<NextHop> usable = new ArrayList<>();
        List<UnusedLeg> unused = new ArrayList<>();
        for (NextHop hop : hops) {
            Optional<String> why = whyUnused(hop, !usable.isEmpty());
            if (why.isPresent()) {
                unused.add(Legs.unused(hop, why.get(), fib));
            } else {
                usable.add(hop);
            }
        }
        if (usable.isEmpty()) {
            passed.add(new PassedRoute(route, Legs.together(unused)));
            return Optional.empty();
        }
        List<String> notes = notes(route, usable, candidates);
        return Optional.of(new TableAnswer.Found(route, Legs.shared(usable, fib), unused, notes));
    }

    /** {@code fib_lookup_good_nhc()}; for a bound socket the first good leg is also the chosen one. */
    private Optional<String> whyUnused(NextHop hop, boolean haveOne) {
        if (Legs.isDead(hop)) {
            return Optional.of(Legs.whyDead(hop));
        }
        if (flow.oif() == 0) {
            return Optional.empty();
        }
        if (flow.oif() != hop.interfaceIndex()) {
            return Optional.of("is not what the socket is bound to");
        }
        return haveOne ? Optional.of("comes second for a bound socket") : Optional.empty();
    }

    private List<String> notes(Route route, List<NextHop> usable, List<Route> candidates) {
        List<String> notes = new ArrayList<>(Legs.notes(route));
        if (flow.input() || flow.oif() != 0) {
            return notes;
        }
        if (usable.size() == 1) {
            int equals = equalDefaults(route, candidates);
            if (equals > 0) {
                notes.add(
                        equals + (equals == 1 ? " more default" : " more defaults") + " of the same metric: the kernel"
                                + " takes another while the gateway of this one does not answer ARP");
            }
            return notes;
        }
        for (NextHop hop : usable) {
            if (flow.source().isPresent() && fib.hasAddress(hop.interfaceIndex(), flow.sourceOrAny())) {
                notes.add("Linux 6.16 and later choose dev " + fib.names().nameOf(hop.interfaceIndex())
                        + " among these, because the source address is its own");
            }
        }
        return notes;
    }

    /** How many more there are of the same key with a gateway: {@code fib_select_default()} tries them in turn. */
    private static int equalDefaults(Route chosen, List<Route> candidates) {
        int equals = -1;
        for (Route route : candidates) {
            boolean same = route.key().equals(chosen.key())
                    && route.destination().isAll()
                    && route.type().equals(RouteType.UNICAST);
            if (same
                    && route.target().hops().stream()
                            .anyMatch(hop -> hop.gateway().isPresent())) {
                equals++;
            }
        }
        return equals;
    }
}
