package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;

/** Answers {@code ip route get}: which route, which leg, which source address. */
final class RouteAnswer {
    private static final int FLAGS = 8;
    /** {@code RTM_F_LOOKUP_TABLE}. */
    private static final long LOOKUP_TABLE = 0x1000;
    /** {@code RTM_F_FIB_MATCH}: the route of the table itself instead of what it comes to. */
    private static final long FIB_MATCH = 0x2000;

    private final FakeNetwork network;

    RouteAnswer(FakeNetwork network) {
        this.network = network;
    }

    /** A route and how it is gone: by a device found without any route too. */
    private record Way(Optional<Route> route, NextHop hop) {}

    Body answer(MessageReader request) throws Refusal, DecodeException {
        Flow flow = Flow.read(request);
        long flags = request.u32(FLAGS);
        requireDevice(flow.output());
        requireDevice(flow.input());
        boolean foreign = flow.isIpv4() && flow.input() == 0 && !flow.source().isAny();
        if (foreign && !network.addresses.isLocal(flow.source(), 0)) {
            throw new Refusal(Errno.ENETUNREACH);
        }
        Way way = way(flow);
        if ((flags & FIB_MATCH) != 0 && way.route().isPresent()) {
            Route route = way.route().get();
            return message -> RouteCodec.encode(flow.isIpv4() ? network.routes4.shown(route) : route, message);
        }
        IpAddress source = source(flow, way);
        return message -> write(flow, way, source, (flags & LOOKUP_TABLE) != 0, message);
    }

    private void requireDevice(int index) throws Refusal {
        if (index != 0 && network.links.find(index) == null) {
            throw new Refusal(Errno.ENODEV);
        }
    }

    private Way way(Flow flow) throws Refusal {
        if (flow.isIpv4()) {
            try {
                Ipv4Lookup.Found found = network.lookup4.packet(flow);
                return new Way(Optional.of(found.route()), found.hop());
            } catch (Refusal e) {
                FakeLink bound = network.links.find(flow.output());
                // "Apparently, routing tables are wrong. Assume, that the destination is on link."
                if (bound == null || !bound.up || flow.input() != 0) {
                    throw e;
                }
                return new Way(Optional.empty(), NextHop.dev(bound.index));
            }
        }
        Ipv6Lookup.Found found = network.lookup6.packet(flow);
        return new Way(Optional.of(found.route()), found.hop());
    }

    /** What a local sender would take. */
    private IpAddress source(Flow flow, Way way) {
        if (flow.input() != 0) {
            return IpAddress.any(flow.destination().family());
        }
        // IPv6 answers with what it would choose, whatever the sender has chosen.
        if (flow.isIpv4() && !flow.source().isAny()) {
            return flow.source();
        }
        Optional<IpAddress> preferred =
                way.route().flatMap(route -> route.options().prefSrc());
        if (preferred.isPresent()) {
            return preferred.get();
        }
        if (way.route().isPresent() && way.route().get().type().equals(RouteType.LOCAL)) {
            return flow.destination();
        }
        IpAddress next = way.hop().gateway().orElse(flow.destination());
        return network.addresses
                .source(sourceDevice(flow, way), next)
                .orElse(IpAddress.any(flow.destination().family()));
    }

    /** IPv6 over a nexthop group: the first member's, whichever was chosen. */
    private int sourceDevice(Flow flow, Way way) {
        boolean object = way.route().isPresent() && way.route().get().target() instanceof RouteTarget.NextHopId;
        if (!flow.isIpv4() && object) {
            RouteTarget.NextHopId target =
                    (RouteTarget.NextHopId) way.route().get().target();
            return network.nextHops.hops(target.id()).get(0).interfaceIndex();
        }
        return way.hop().interfaceIndex();
    }

    private void write(Flow flow, Way way, IpAddress source, boolean named, MessageWriter message) {
        IpAddress to = flow.destination();
        Optional<Route> route = way.route();
        RouteType type = route.map(Route::type).orElse(RouteType.UNICAST);
        boolean local = type.equals(RouteType.LOCAL);
        long found = route.map(each -> each.table().value()).orElse(0L);
        boolean known = to.isIpv6() || (named && network.rules4.areCustom());
        long table = known ? found : RouteTable.MAIN.value();
        boolean from = flow.isIpv4() && !flow.source().isAny();
        message.u8(to.family().value()).u8(to.bitLength()).u8(from ? 32 : 0).u8(flow.tos());
        message.u8(table > 255 ? 252 : (int) table);
        message.u8(to.isIpv6() ? route.map(each -> each.protocol().value()).orElse(0) : 0);
        message.u8(0).u8(type.value()).u32(Route.CLONED);
        AttributeWriter out = message.attributes();
        out.bytes(RTA_DST, to.toBytes());
        if (from) {
            out.bytes(RTA_SRC, flow.source().toBytes());
        }
        out.u32(RTA_TABLE, table);
        out.u32(RTA_OIF, local ? 1 : way.hop().interfaceIndex());
        if (!source.isAny() && !from) {
            out.bytes(RTA_PREFSRC, source.toBytes());
        }
        if (way.hop().gateway().isPresent()) {
            out.bytes(RTA_GATEWAY, way.hop().gateway().get().toBytes());
        }
        if (to.isIpv6() && route.isPresent()) {
            out.u32(RTA_PRIORITY, route.get().key().effectivePriority());
            out.u8(RTA_PREF, 0);
        }
        if (flow.mark() != 0) {
            out.u32(RTA_MARK, flow.mark());
        }
        if (flow.isIpv4()) {
            out.u32(RTA_UID, flow.uid());
        }
        if (flow.input() != 0) {
            out.u32(RTA_IIF, flow.input());
        }
    }
}
