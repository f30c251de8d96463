package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which IPv6 route a packet takes: rules, longest prefix, lowest priority, live legs ({@code fib6_lookup}). */
final class Ipv6Lookup {
    private final Ipv6Routes routes;
    private final FakeRules rules;
    private final Settings settings;

    Ipv6Lookup(Ipv6Routes routes, FakeRules rules, Settings settings) {
        this.routes = routes;
        this.rules = rules;
        this.settings = settings;
    }

    /** A route and the leg of it that was chosen; a route to nowhere refuses instead. */
    record Found(Route route, NextHop hop) {}

    /**
     * Where a packet goes.
     *
     * @throws Refusal ENETUNREACH, or what a rule or route of another type says
     */
    Found packet(Flow flow) throws Refusal {
        return rules.walk(flow, table -> lookup(table, flow)).orElseThrow(() -> new Refusal(Errno.ENETUNREACH));
    }

    /**
     * The device by which a gateway is reached directly: by the table of the route it is for, else as a packet would be.
     *
     * @throws Refusal EHOSTUNREACH
     */
    int gateway(long table, Flow flow) throws Refusal {
        Optional<Found> own = direct(() -> lookup(table, flow).map(FakeRules.Result::value));
        Optional<Found> found = own.isPresent() ? own : direct(() -> rules.walk(flow, each -> lookup(each, flow)));
        return found.orElseThrow(() -> new Refusal(Errno.EHOSTUNREACH)).hop().interfaceIndex();
    }

    private interface Search {
        Optional<Found> run() throws Refusal;
    }

    private static Optional<Found> direct(Search search) {
        try {
            return search.run().filter(found -> found.hop().gateway().isEmpty());
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private Optional<FakeRules.Result<Found>> lookup(long table, Flow flow) throws Refusal {
        for (List<Ipv6Entry> node : routes.candidates(table, flow.destination())) {
            Set<Long> seen = new HashSet<>();
            for (Ipv6Entry entry : node) {
                boolean from = entry.route().key().source().isEmpty()
                        || entry.route().key().source().get().contains(flow.source());
                if (!from || (entry.canShare() && !seen.add(entry.priority()))) {
                    continue;
                }
                if (entry.route().type().equals(RouteType.THROW)) {
                    return Optional.empty();
                }
                Ipv4Lookup.refuse(entry.route().type());
                List<NextHop> usable = usable(entry, flow);
                if (!usable.isEmpty()) {
                    NextHop hop = Legs.choose(usable, flow.hash());
                    int length = entry.route().destination().length();
                    return Optional.of(
                            new FakeRules.Result<>(new Found(entry.route(), hop), length, hop.interfaceIndex()));
                }
            }
        }
        return Optional.empty();
    }

    private List<NextHop> usable(Ipv6Entry entry, Flow flow) {
        List<NextHop> usable = new ArrayList<>();
        for (Ipv6Entry leg : routes.family(entry)) {
            for (NextHop hop : routes.hops(leg)) {
                boolean down = (hop.flags() & NextHop.DEAD) != 0
                        || (settings.ignoreRoutesWithLinkdown && (hop.flags() & NextHop.LINKDOWN) != 0);
                if (!down && (flow.output() == 0 || flow.output() == hop.interfaceIndex())) {
                    usable.add(hop);
                }
            }
        }
        return usable;
    }
}
