package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes arbitrary records from a seed: every field absent, at its bounds, or anywhere between. */
final class Records {
    private final Random random;

    Records(long seed) {
        random = new Random(seed);
    }

    /** Whatever the kernel could report. */
    Route route() {
        AddressFamily family = family();
        RouteTarget target = target(family);
        boolean hopHasRealms = target instanceof RouteTarget.Single
                || (target instanceof RouteTarget.NextHopId object
                        && object.shown().size() == 1);
        boolean single = hopHasRealms;
        RouteKey key = new RouteKey(
                prefix(family), maybe(() -> prefix(family)), RouteTable.of(u32()), random.nextInt(256), maybeU32());
        RouteOptions options = new RouteOptions(
                maybe(() -> address(family)),
                metrics(),
                hopHasRealms ? OptionalLong.empty() : maybeU32(),
                maybeU8(),
                maybeU32(),
                maybeU32(),
                maybeU32(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(1000)),
                maybeU8(),
                maybe(this::cacheInfo));
        long flags = single ? u32() & ~0xffL : u32();
        return new Route(
                key,
                RouteType.of(random.nextInt(256)),
                Protocol.of(random.nextInt(256)),
                Scope.of(random.nextInt(256)),
                flags,
                target,
                options,
                unknown(Rta.RTA_NEWDST, 40));
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

    Rule rule() {
        AddressFamily family = family();
        RuleSelector selector = new RuleSelector(
                prefix(family),
                prefix(family),
                random.nextInt(256),
                maybe(this::name),
                maybe(this::name),
                maybe(() -> new FwMark(u32(), u32())),
                maybe(() -> range(0xffff_ffffL)),
                maybeU8(),
                maybe(this::ports),
                maybe(this::ports),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                random.nextBoolean(),
                random.nextBoolean());
        return new Rule(
                family,
                maybeU32(),
                selector,
                action(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(129) - 1),
                maybeU32(),
                maybeU32(),
                Protocol.of(random.nextInt(256)),
                u32() & ~2L,
                unknown(Fra.FRA_DSCP, 40));
    }

    Address address() {
        AddressFamily family = family();
        IpAddress local = address(family);
        return new Address(
                1 + random.nextInt(1000),
                local,
                random.nextInt(local.bitLength() + 1),
                maybe(() -> address(family)).filter(peer -> !peer.equals(local)),
                maybe(() -> address(family)),
                maybe(this::name),
                Scope.of(random.nextInt(256)),
                u32(),
                maybe(() -> new AddressLifetime(u32(), u32(), u32(), u32())),
                maybeU32(),
                maybeU8(),
                unknown(Ifa.IFA_MULTICAST, 40));
    }

    Link link() {
        return new LinkRecords(random).link();
    }

    private RouteTarget target(AddressFamily family) {
        return switch (random.nextInt(4)) {
            case 0 -> RouteTarget.none();
            case 1 -> new RouteTarget.Single(hop(family, true).weight(1));
            case 2 -> new RouteTarget.Multipath(legs(family, 1 + random.nextInt(8)));
            default -> new RouteTarget.NextHopId(1 + random.nextInt(Integer.MAX_VALUE), shown(family));
        };
    }

    private List<NextHop> shown(AddressFamily family) {
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(hop(family, true).weight(1));
            default -> legs(family, 2 + random.nextInt(4));
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
        boolean otherFamily = random.nextInt(4) == 0;
        AddressFamily gatewayFamily =
                otherFamily ? (family.equals(AddressFamily.INET) ? AddressFamily.INET6 : AddressFamily.INET) : family;
        Optional<IpAddress> gateway = maybe(() -> address(gatewayFamily));
        int index = gateway.isPresent() && random.nextBoolean() ? 0 : 1 + random.nextInt(1000);
        UnknownAttributes unknown = random.nextBoolean()
                ? UnknownAttributes.NONE
                : UnknownAttributes.NONE
                        .plus(raw(Rta.RTA_ENCAP))
                        .plus(raw(single ? Rta.RTA_ENCAP_TYPE : Rta.RTA_NEWDST));
        return new NextHop(gateway, index, 1 + random.nextInt(256), random.nextInt(256), maybeU32(), unknown);
    }

    private RouteMetrics metrics() {
        if (random.nextBoolean()) {
            return RouteMetrics.NONE;
        }
        TreeMap<RouteMetric, Long> values = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int metric = 2 + random.nextInt(60);
            values.put(new RouteMetric(metric == Rtax.RTAX_CC_ALGO ? Rtax.RTAX_MTU : metric), u32());
        }
        return new RouteMetrics(values, u32(), maybe(this::name));
    }

    private RouteCacheInfo cacheInfo() {
        return new RouteCacheInfo(u32(), u32(), random.nextInt(), random.nextInt(), u32(), u32(), u32(), u32());
    }

    private RuleAction action() {
        return switch (random.nextInt(7)) {
            case 0 -> new RuleAction.Goto(u32());
            case 1 -> new RuleAction.Nop();
            case 2 -> new RuleAction.Blackhole();
            case 3 -> new RuleAction.Unreachable();
            case 4 -> new RuleAction.Prohibit();
            case 5 -> new RuleAction.Other(9 + random.nextInt(247));
            default -> new RuleAction.Lookup(RouteTable.of(u32()));
        };
    }

    private NumberRange range(long max) {
        long first = Math.min(max, u32());
        return new NumberRange(first, first + (long) (random.nextDouble() * (max - first)));
    }

    private NumberRange ports() {
        int first = 1 + random.nextInt(65534);
        return new NumberRange(first, first + random.nextInt(65536 - first));
    }

    private AddressFamily family() {
        return random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
    }

    private IpPrefix prefix(AddressFamily family) {
        if (random.nextInt(4) == 0) {
            return IpPrefix.all(family);
        }
        IpAddress address = address(family);
        return new IpPrefix(address, random.nextInt(address.bitLength() + 1));
    }

    private IpAddress address(AddressFamily family) {
        if (random.nextInt(8) == 0) {
            return IpAddress.any(family);
        }
        return family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(15); i > 0; i--) {
            name.append("abcdefghij0123456789.-_@".charAt(random.nextInt(24)));
        }
        return name.toString();
    }

    private UnknownAttributes unknown(int known, int from) {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            unknown = unknown.plus(raw(random.nextBoolean() ? known : from + random.nextInt(100)));
        }
        return unknown;
    }

    private RawAttribute raw(int type) {
        byte[] payload = new byte[random.nextInt(20)];
        random.nextBytes(payload);
        return new RawAttribute(random.nextInt(8) == 0 ? type | 0x8000 : type, payload);
    }

    /** Often 0 or the largest. */
    private long u32() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 0xffff_ffffL;
            case 2 -> random.nextInt(300);
            default -> random.nextInt() & 0xffff_ffffL;
        };
    }

    private OptionalLong maybeU32() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32());
    }

    private OptionalInt maybeU8() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(256));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }
}
