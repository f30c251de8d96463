package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which IPv6 route a packet takes: rules, longest prefix, lowest priority, live legs ({@code fib6_lookup}). */
final class Ipv6Lookup {
    private final Ipv6Tables tables;
    private final FakeNextHops nextHops;
    private final FakeRules rules;
    private final Settings settings;
    private final HashRegions regions;

    Ipv6Lookup(Ipv6Tables tables, FakeNextHops nextHops, FakeRules rules, Settings settings, HashRegions regions) {
        this.regions = regions;
        this.tables = tables;
        this.nextHops = nextHops;
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
        for (List<Ipv6Entry> node : tables.candidates(table, flow.destination())) {
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
                Optional<NextHop> hop = choose(entry, flow);
                if (hop.isPresent()) {
                    int length = entry.route().destination().length();
                    Found found = new Found(entry.route(), hop.get());
                    return Optional.of(
                            new FakeRules.Result<>(found, length, hop.get().interfaceIndex()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<NextHop> choose(Ipv6Entry entry, Flow flow) throws Refusal {
        List<NextHop> hops = new ArrayList<>();
        if (entry.route().target() instanceof RouteTarget.NextHopId object) {
            if (nextHops.isBlackhole(object.id())) {
                throw new Refusal(Errno.EINVAL);
            }
            hops.addAll(nextHops.hops(object.id()));
        } else {
            hops.addAll(tables.legs(entry));
        }
        Optional<NextHop> first = hops.stream()
                .filter(hop -> Legs.isUsable(hop, flow.output(), ignoresLinkdown(hop)))
                .findFirst();
        // That a nexthop group has a way by the device the socket is bound to is asked, and then forgotten.
        boolean group = entry.route().target() instanceof RouteTarget.NextHopId;
        if (first.isEmpty() || hops.size() < 2 || (flow.output() != 0 && !group)) {
            return first;
        }
        int hash = flow.hash(settings);
        if (entry.route().target() instanceof RouteTarget.NextHopId object) {
            Optional<NextHop> chosen = nextHops.choose(object.id(), hash);
            return chosen.isPresent() ? chosen : first;
        }
        int[] bounds = regions.of(hops, true);
        for (int i = 0; i < bounds.length; i++) {
            if (hash <= bounds[i]) {
                return Optional.of(hops.get(i));
            }
        }
        return first;
    }

    private boolean ignoresLinkdown(NextHop hop) {
        return settings.ignoresLinkdown(true, hop.interfaceIndex());
    }
}
