package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.Optional;

/** Which IPv4 route a packet takes: rules, longest prefix, live legs ({@code fib_lookup}). */
final class Ipv4Lookup {
    private final Ipv4Routes routes;
    private final FakeRules rules;
    private final FakeAddresses addresses;
    private final Settings settings;
    private final HashRegions regions;

    Ipv4Lookup(Ipv4Routes routes, FakeRules rules, FakeAddresses addresses, Settings settings, HashRegions regions) {
        this.regions = regions;
        this.routes = routes;
        this.rules = rules;
        this.addresses = addresses;
        this.settings = settings;
    }

    /** A route and the leg of it that was chosen; a route to nowhere refuses instead. */
    record Found(Route route, NextHop hop) {}

    /** How a table is looked into. */
    private record Manner(int leastScope, boolean forGateway) {}

    private static final Manner PACKET = new Manner(Scope.GLOBAL.value(), false);

    /**
     * Where a packet goes.
     *
     * @throws Refusal ENETUNREACH, or what a rule or route of another type says
     */
    Found packet(Flow flow) throws Refusal {
        return rules.walk(flow, table -> lookup(table, flow, PACKET)).orElseThrow(() -> new Refusal(Errno.ENETUNREACH));
    }

    /**
     * How a gateway is reached: by the table of the route it is for, else as a packet would be.
     *
     * @param scope of the narrowest route that will do, more than that of the route it is for
     */
    Found gateway(long table, Flow flow, int scope) throws Refusal {
        Manner manner = new Manner(scope, true);
        Optional<Found> own = table == RouteTable.MAIN.value() ? Optional.empty() : inTable(table, flow, manner);
        if (own.isPresent()) {
            return own.get();
        }
        try {
            Optional<Found> found = rules.walk(flow, each -> lookup(each, flow, manner));
            if (found.isPresent()) {
                return found.get();
            }
        } catch (Refusal e) {
            throw new Refusal(Errno.of(e.errno()), "Nexthop has invalid gateway");
        }
        throw new Refusal(Errno.ENETUNREACH, "Nexthop has invalid gateway");
    }

    private Optional<Found> inTable(long table, Flow flow, Manner manner) {
        try {
            return lookup(table, flow, manner).map(FakeRules.Result::value);
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** Whether a table says that an address is this machine's. */
    boolean isLocal(long table, IpAddress address) {
        List<Route> found = routes.candidates(table, address);
        return !found.isEmpty() && found.get(0).type().equals(RouteType.LOCAL);
    }

    private Optional<FakeRules.Result<Found>> lookup(long table, Flow flow, Manner manner) throws Refusal {
        for (Route route : routes.candidates(table, flow.destination())) {
            boolean tos = route.key().tos() == 0 || route.key().tos() == flow.tos();
            if (!tos || route.scope().value() < manner.leastScope) {
                continue;
            }
            if (route.type().equals(RouteType.THROW)) {
                return Optional.empty();
            }
            refuse(route.type());
            if (routes.isBlackhole(route)) {
                throw new Refusal(Errno.EINVAL);
            }
            Optional<NextHop> first = first(route, flow, manner);
            if (first.isPresent()) {
                NextHop hop = manner.forGateway || flow.output() != 0 ? first.get() : choose(route, flow, first.get());
                int length = route.destination().length();
                return Optional.of(new FakeRules.Result<>(new Found(route, hop), length, hop.interfaceIndex()));
            }
        }
        return Optional.empty();
    }

    static void refuse(RouteType type) throws Refusal {
        switch (type.value()) {
            case 6 -> throw new Refusal(Errno.EINVAL);
            case 7 -> throw new Refusal(Errno.EHOSTUNREACH);
            case 8 -> throw new Refusal(Errno.EACCES);
            default -> {}
        }
    }

    private Optional<NextHop> first(Route route, Flow flow, Manner manner) {
        for (NextHop hop : routes.hops(route)) {
            if (Legs.isUsable(hop, flow.output(), !manner.forGateway && ignoresLinkdown(hop))) {
                return Optional.of(hop);
            }
        }
        return Optional.empty();
    }

    private boolean ignoresLinkdown(NextHop hop) {
        return settings.ignoresLinkdown(false, hop.interfaceIndex());
    }

    private NextHop choose(Route route, Flow flow, NextHop first) {
        List<NextHop> hops = routes.hops(route);
        if (hops.size() < 2) {
            return first;
        }
        int hash = flow.hash(settings);
        return route.target() instanceof RouteTarget.NextHopId object
                ? routes.choose(object.id(), hash).orElse(first)
                : byThreshold(hops, flow, hash, first);
    }

    /**
     * {@code fib_select_multipath}: the leg whose region the hash falls into, unless another's device owns the source a
     * socket has chosen.
     */
    private NextHop byThreshold(List<NextHop> hops, Flow flow, int hash, NextHop first) {
        boolean bound = flow.input() == 0 && !flow.source().isAny();
        int[] bounds = regions.of(hops, false);
        NextHop best = first;
        int bestScore = -1;
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] < 0) {
                continue;
            }
            NextHop hop = hops.get(i);
            int score = (bound && owns(hop, flow) ? 2 : 0) + (hash <= bounds[i] ? 1 : 0);
            if (score > bestScore) {
                best = hop;
                bestScore = score;
            }
            if (score == 3 || (!bound && score == 1)) {
                return hop;
            }
        }
        return best;
    }

    private boolean owns(NextHop hop, Flow flow) {
        IpAddress next = hop.gateway().orElse(flow.destination());
        return addresses.source(hop.interfaceIndex(), next).equals(Optional.of(flow.source()));
    }
}
