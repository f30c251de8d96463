package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.RetiredRouteAttributes;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Makes arbitrary routes. */
final class RouteRecords {
    private final Records values;

    RouteRecords(Records values) {
        this.values = values;
    }

    /** Whatever the kernel could report. */
    Route route() {
        AddressFamily family = values.family();
        RouteTarget target = target(family);
        boolean hopHasRealms = target instanceof RouteTarget.Single
                || (target instanceof RouteTarget.NextHopId object
                        && object.shown().size() == 1);
        boolean single = hopHasRealms;
        RouteKey key = new RouteKey(
                values.prefix(family),
                values.maybe(() -> values.prefix(family)),
                RouteTable.of(values.u32()),
                values.random.nextInt(256),
                values.maybeU32());
        RouteOptions options = new RouteOptions(
                values.maybe(() -> values.address(family)),
                metrics(),
                hopHasRealms ? OptionalLong.empty() : values.maybeU32(),
                values.maybeU8(),
                values.maybeU32(),
                values.maybeU32(),
                values.maybeU32(),
                values.random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + values.random.nextInt(1000)),
                values.maybeU8(),
                values.maybe(() -> new RouteOptions.MulticastStats(
                        values.random.nextLong(), values.random.nextLong(), values.random.nextLong())),
                values.maybe(this::cacheInfo),
                retired());
        long flags = single ? values.u32() & ~0xffL : values.u32();
        return new Route(
                key,
                RouteType.of(values.random.nextInt(256)),
                Protocol.of(values.random.nextInt(256)),
                Scope.of(values.random.nextInt(256)),
                flags,
                target,
                options,
                values.unknown(Rta.RTA_PAD, 40));
    }

    /** What a caller could write and a request carries whole. */
    Route configuredRoute() {
        Route route = route();
        RouteOptions o = route.options();
        RouteOptions options = new RouteOptions(
                o.prefSrc(),
                o.metrics(),
                o.realms(),
                o.preference(),
                o.expires(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                o.ttlPropagate(),
                Optional.empty(),
                Optional.empty(),
                o.retired());
        RouteTarget target = route.target();
        if (target instanceof RouteTarget.NextHopId object) {
            target = new RouteTarget.NextHopId(object.id());
        } else if (target instanceof RouteTarget.Multipath multipath) {
            target = new RouteTarget.Multipath(
                    multipath.legs().stream().map(NextHop::configured).toList());
        } else if (target instanceof RouteTarget.Single single) {
            target = new RouteTarget.Single(single.hop().configured());
        }
        return route.options(options).target(target).flags(route.flags() & 0x3f00);
    }

    /** Of a label; whatever the kernel could report. */
    MplsRoute mplsRoute() {
        RouteTarget target = switch (values.random.nextInt(3)) {
            case 0 -> RouteTarget.none();
            case 1 -> new RouteTarget.Single(mplsHop().weight(1));
            default -> new RouteTarget.Multipath(List.of(mplsHop(), mplsHop(), mplsHop()));
        };
        return new MplsRoute(
                values.random.nextInt(1 << 20),
                RouteType.of(values.random.nextInt(256)),
                Protocol.of(values.random.nextInt(256)),
                target instanceof RouteTarget.Single ? values.u32() & ~0xffL : values.u32(),
                target,
                values.maybeU8(),
                values.unknown(Rta.RTA_GATEWAY, 40));
    }

    RouteLookup lookup() {
        AddressFamily family = values.family();
        return new RouteLookup(
                values.address(family),
                values.maybe(() -> values.address(family)),
                values.maybeU8(),
                values.maybeU8(),
                values.maybeU32(),
                values.maybeU32(),
                values.maybeU8(),
                values.maybeU8(),
                values.maybeU8(),
                values.random.nextInt(256),
                values.random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(values.random.nextInt(1 << 20)),
                values.random.nextBoolean());
    }

    private NextHop mplsHop() {
        NextHop hop = NextHop.dev(1 + values.random.nextInt(1000))
                .weight(1 + values.random.nextInt(256))
                .flags(values.random.nextInt(256));
        AddressFamily family = values.family();
        Optional<IpAddress> gateway = values.maybe(() -> values.address(family));
        return new NextHop(
                gateway,
                hop.interfaceIndex(),
                hop.weight(),
                hop.flags(),
                values.maybeU32(),
                Optional.empty(),
                values.maybe(() -> new EncapsulationRecords(values).labels()),
                Optional.empty(),
                gateway.isPresent() ? Optional.empty() : values.maybe(this::hardware),
                UnknownAttributes.NONE);
    }

    private HardwareAddress hardware() {
        byte[] bytes = new byte[1 + values.random.nextInt(HardwareAddress.MAX_LENGTH)];
        values.random.nextBytes(bytes);
        return new HardwareAddress(bytes);
    }

    private RouteTarget target(AddressFamily family) {
        return switch (values.random.nextInt(4)) {
            case 0 -> RouteTarget.none();
            case 1 -> new RouteTarget.Single(hop(family, true).weight(1));
            case 2 -> new RouteTarget.Multipath(legs(family, 1 + values.random.nextInt(8)));
            default -> new RouteTarget.NextHopId(1 + values.random.nextInt(Integer.MAX_VALUE), shown(family));
        };
    }

    private List<NextHop> shown(AddressFamily family) {
        return switch (values.random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(hop(family, true).weight(1));
            default -> legs(family, 2 + values.random.nextInt(4));
        };
    }

    private List<NextHop> legs(AddressFamily family, int count) {
        List<NextHop> legs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            legs.add(hop(family, false));
        }
        return legs;
    }

    /** A way that says nothing is no way: one of gateway and device is there. */
    private NextHop hop(AddressFamily family, boolean single) {
        boolean otherFamily = values.random.nextInt(4) == 0;
        AddressFamily gatewayFamily =
                otherFamily ? (family.equals(AddressFamily.INET) ? AddressFamily.INET6 : AddressFamily.INET) : family;
        Optional<IpAddress> gateway = values.maybe(() -> values.address(gatewayFamily));
        int index = gateway.isPresent() && values.random.nextBoolean() ? 0 : 1 + values.random.nextInt(1000);
        Optional<Encapsulation> encapsulation = values.random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(new EncapsulationRecords(values).encapsulation());
        // Of a single way only half an encapsulation stays raw: all else is the route's.
        UnknownAttributes unknown = UnknownAttributes.NONE;
        if (encapsulation.isEmpty() && values.random.nextInt(4) == 0) {
            unknown = unknown.plus(values.raw(values.random.nextBoolean() ? Rta.RTA_ENCAP : Rta.RTA_ENCAP_TYPE));
        } else if (!single && values.random.nextBoolean()) {
            unknown = unknown.plus(values.raw(Rta.RTA_PAD)).plus(values.raw(40));
        }
        return new NextHop(
                gateway,
                index,
                1 + values.random.nextInt(256),
                values.random.nextInt(256),
                values.maybeU32(),
                encapsulation,
                Optional.empty(),
                values.random.nextInt(4) > 0 ? Optional.empty() : Optional.of(values.address(family)),
                Optional.empty(),
                unknown);
    }

    private RetiredRouteAttributes retired() {
        return values.random.nextInt(4) > 0
                ? RetiredRouteAttributes.NONE
                : new RetiredRouteAttributes(
                        values.maybe(this::octets), values.maybe(this::octets), values.maybe(this::octets));
    }

    private Octets octets() {
        byte[] bytes = new byte[values.random.nextInt(20)];
        values.random.nextBytes(bytes);
        return new Octets(bytes);
    }

    private RouteMetrics metrics() {
        if (values.random.nextBoolean()) {
            return RouteMetrics.NONE;
        }
        TreeMap<RouteMetric, Long> numbers = new TreeMap<>();
        for (int i = values.random.nextInt(6); i > 0; i--) {
            int metric = 2 + values.random.nextInt(60);
            numbers.put(new RouteMetric(metric == Rtax.RTAX_CC_ALGO ? Rtax.RTAX_MTU : metric), values.u32());
        }
        UnknownAttributes odd = values.random.nextInt(4) > 0
                ? UnknownAttributes.NONE
                : UnknownAttributes.NONE.plus(new RawAttribute(70, new byte[values.random.nextInt(4)]));
        return new RouteMetrics(numbers, values.u32(), values.maybe(values::name), odd);
    }

    private RouteCacheInfo cacheInfo() {
        return new RouteCacheInfo(
                values.u32(),
                values.u32(),
                values.random.nextInt(),
                values.random.nextInt(),
                values.u32(),
                values.u32(),
                values.u32(),
                values.u32());
    }
}
