package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which IPv4 route a packet takes: rules, longest prefix, live legs ({@code fib_lookup}). */
final class Ipv4Lookup {
    private final Ipv4Routes routes;
    private final FakeRules rules;
    private final Settings settings;

    Ipv4Lookup(Ipv4Routes routes, FakeRules rules, Settings settings) {
        this.routes = routes;
        this.rules = rules;
        this.settings = settings;
    }

    /** A route and the leg of it that was chosen; a route to nowhere refuses instead. */
    record Found(Route route, NextHop hop) {}

    /** How a table is looked into. */
    private record Manner(int leastScope, boolean ignoreLinkState) {}

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
            List<NextHop> usable = usable(route, flow, manner);
            if (!usable.isEmpty()) {
                NextHop hop = Legs.choose(usable, flow.hash());
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

    private List<NextHop> usable(Route route, Flow flow, Manner manner) {
        boolean heed = settings.ignoreRoutesWithLinkdown && !manner.ignoreLinkState;
        List<NextHop> usable = new ArrayList<>();
        for (NextHop hop : routes.hops(route)) {
            boolean down = (hop.flags() & NextHop.DEAD) != 0 || (heed && (hop.flags() & NextHop.LINKDOWN) != 0);
            if (!down && (flow.output() == 0 || flow.output() == hop.interfaceIndex())) {
                usable.add(hop);
            }
        }
        return usable;
    }
}
