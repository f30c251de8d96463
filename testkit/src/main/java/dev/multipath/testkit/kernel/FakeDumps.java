package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.util.ArrayList;
import java.util.List;

/** What a request for a dump shows, under strict checking. */
final class FakeDumps {
    private static final int ROUTE_HEADER = 12;
    private static final long CLONED = 0x200;

    private final FakeNetwork network;
    private final NextHopDumps nextHops;
    private final NeighbourDumps neighbours;

    FakeDumps(FakeNetwork network) {
        this.network = network;
        this.nextHops = new NextHopDumps(network);
        this.neighbours = new NeighbourDumps(network);
    }

    FakeDump.Content content(MessageReader request) throws Refusal, DecodeException {
        return switch (request.type()) {
            case RTM_GETLINK -> links(request);
            case RTM_GETADDR -> addresses(request);
            case RTM_GETROUTE -> routes(request);
            case RTM_GETRULE -> rules(request);
            case RTM_GETNEXTHOP -> nextHops.objects(request);
            case RTM_GETNEXTHOPBUCKET -> nextHops.buckets(request);
            case RTM_GETNEIGH -> neighbours.content(request);
            default -> throw new Refusal(Errno.EOPNOTSUPP);
        };
    }

    private FakeDump.Content links(MessageReader request) throws DecodeException {
        List<Body> bodies = new ArrayList<>();
        for (FakeLink link : network.links.select(request)) {
            bodies.add(link::write);
        }
        return new FakeDump.Content(RTM_NEWLINK, 0, bodies, network.links::changes);
    }

    private FakeDump.Content addresses(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(8, "ifaddrmsg");
        if (request.u8(1) != 0 || request.u8(2) != 0 || request.u8(3) != 0) {
            throw new Refusal(Errno.EINVAL, "ipv4: Invalid values in header for address dump request");
        }
        int index = request.s32(4);
        List<Body> bodies = new ArrayList<>();
        AddressFamily family = AddressFamily.of(request.u8(0));
        if (index != 0 && network.links.find(index) == null) {
            throw new Refusal(Errno.ENODEV);
        }
        for (AddressFamily each : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            if (family.equals(AddressFamily.UNSPEC) || family.equals(each)) {
                for (Address address : network.addresses.list(each, index)) {
                    bodies.add(message -> network.addresses.write(address, message));
                }
            }
        }
        int flags = index == 0 ? 0 : NetlinkHeader.NLM_F_DUMP_FILTERED;
        return new FakeDump.Content(RTM_NEWADDR, flags, bodies, network.addresses::changes);
    }

    private FakeDump.Content rules(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(12, "fib_rule_hdr");
        for (int i = 1; i < 12; i++) {
            if (request.u8(i) != 0) {
                throw new Refusal(Errno.EINVAL, "Invalid values in header for fib rule dump request");
            }
        }
        int family = request.u8(0);
        List<Body> bodies = new ArrayList<>();
        for (FakeRules rules : List.of(network.rules4, network.rules6)) {
            for (Rule rule : rules.all()) {
                if (family == 0 || family == rule.family().value()) {
                    bodies.add(message -> rules.write(rule, message));
                }
            }
        }
        return new FakeDump.Content(RTM_NEWRULE, 0, bodies, () -> 0);
    }

    private FakeDump.Content routes(MessageReader request) throws Refusal, DecodeException {
        Filter filter = Filter.read(request);
        if (filter.device != 0 && network.links.find(filter.device) == null) {
            throw new Refusal(Errno.ENODEV);
        }
        boolean ipv4 = filter.family == 0 || filter.family == AddressFamily.INET.value();
        boolean ipv6 = filter.family == 0 || filter.family == AddressFamily.INET6.value();
        if (filter.family != 0 && filter.table != 0) {
            if (ipv4 && !network.routes4.hasTable(filter.table)) {
                throw new Refusal(Errno.ENOENT, "ipv4: FIB table does not exist");
            }
            if (ipv6 && !network.tables6.has(filter.table)) {
                throw new Refusal(Errno.ENOENT, "ipv6: FIB table does not exist");
            }
        }
        List<Body> bodies = new ArrayList<>();
        if (ipv4) {
            for (Route route : network.routes4.list(filter.table)) {
                if (filter.passes(route, network.routes4.hops(route))) {
                    Route shown = network.routes4.shown(route);
                    bodies.add(message -> RouteCodec.encode(dumped(shown), message));
                }
            }
        }
        if (ipv6) {
            for (Route route : network.routes6.list(filter.table)) {
                if (filter.passes(route, route.target().hops())) {
                    bodies.add(message -> RouteCodec.encode(dumped(route), message));
                }
            }
        }
        return new FakeDump.Content(RTM_NEWROUTE, filter.flags(), bodies, () -> 0);
    }

    /** With the settings of the moment: a leg without carrier is shown dead where such legs are ignored. */
    private Route dumped(Route route) {
        List<NextHop> hops = route.target().hops();
        if (route.target() instanceof RouteTarget.NextHopId || !isAnyIgnored(hops)) {
            return route;
        }
        return Legs.map(route, hop -> isIgnored(hop) ? hop.flags(hop.flags() | NextHop.DEAD) : hop);
    }

    private boolean isAnyIgnored(List<NextHop> hops) {
        for (NextHop hop : hops) {
            if (isIgnored(hop)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIgnored(NextHop hop) {
        boolean ipv6 = hop.gateway().isPresent() && hop.gateway().get().isIpv6();
        return (hop.flags() & NextHop.LINKDOWN) != 0 && network.settings.ignoresLinkdown(ipv6, hop.interfaceIndex());
    }

    /** What a dump of routes is limited to; 0 = not limited. */
    private record Filter(int family, int protocol, int type, long table, int device) {
        static Filter read(MessageReader request) throws Refusal, DecodeException {
            request.requireBody(ROUTE_HEADER, "rtmsg");
            if (request.u8(1) != 0 || request.u8(2) != 0 || request.u8(3) != 0 || request.u8(6) != 0) {
                throw new Refusal(Errno.EINVAL, "Invalid values in header for FIB dump request");
            }
            if ((request.u32(8) & ~CLONED) != 0) {
                throw new Refusal(Errno.EINVAL, "Invalid flags for FIB dump request");
            }
            long table = request.u8(4);
            int device = 0;
            AttributeReader in = request.attributes(ROUTE_HEADER, Rta.NAMES);
            while (in.next()) {
                switch (in.type()) {
                    case Rta.RTA_TABLE -> table = in.u32();
                    case Rta.RTA_OIF -> device = in.s32();
                    default -> throw new Refusal(Errno.EINVAL, "Unsupported attribute in dump request");
                }
            }
            return new Filter(request.u8(0), request.u8(5), request.u8(7), table, device);
        }

        int flags() {
            boolean filtered = protocol != 0 || type != 0 || table != 0 || device != 0;
            return filtered ? NetlinkHeader.NLM_F_DUMP_FILTERED : 0;
        }

        boolean passes(Route route, List<NextHop> hops) {
            return (protocol == 0 || protocol == route.protocol().value())
                    && (type == 0 || type == route.type().value())
                    && (table == 0 || table == route.table().value())
                    && (device == 0 || Legs.uses(hops, device));
        }
    }
}
