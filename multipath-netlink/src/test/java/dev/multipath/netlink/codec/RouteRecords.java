package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteKey;
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
                values.maybe(this::cacheInfo));
        long flags = single ? values.u32() & ~0xffL : values.u32();
        return new Route(
                key,
                RouteType.of(values.random.nextInt(256)),
                Protocol.of(values.random.nextInt(256)),
                Scope.of(values.random.nextInt(256)),
                flags,
                target,
                options,
                values.unknown(Rta.RTA_NEWDST, 40));
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
                Optional.empty());
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
        UnknownAttributes unknown = values.random.nextBoolean()
                ? UnknownAttributes.NONE
                : UnknownAttributes.NONE
                        .plus(values.raw(Rta.RTA_ENCAP))
                        .plus(values.raw(single ? Rta.RTA_ENCAP_TYPE : Rta.RTA_NEWDST));
        return new NextHop(
                gateway, index, 1 + values.random.nextInt(256), values.random.nextInt(256), values.maybeU32(), unknown);
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
        return new RouteMetrics(numbers, values.u32(), values.maybe(values::name));
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
