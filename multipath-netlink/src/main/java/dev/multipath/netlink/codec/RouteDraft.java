package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A route while its attributes are read, in whatever order they come; used for one route after another. */
final class RouteDraft {
    private final SharedValues shared = new SharedValues();
    private final SharedHops hops = new SharedHops();
    private final OptionsDraft options = new OptionsDraft();
    private final RawAttributes unknown = new RawAttributes();

    private AddressFamily family = AddressFamily.INET;
    private int destinationLength;
    private int sourceLength;
    private int tos;
    private int protocol;
    private int scope;
    private int type;
    private long flags;

    private long table;
    private boolean hasDestination;
    private long destinationHigh;
    private long destinationLow;
    private @Nullable IpAddress source;
    private boolean hasPriority;
    private long priority;

    private @Nullable AddressFamily gatewayFamily;
    private long gatewayHigh;
    private long gatewayLow;
    private int interfaceIndex;
    private OptionalLong realms = OptionalLong.empty();
    private List<NextHop> legs = List.of();
    private long nexthopId;
    private @Nullable Encapsulation encapsulation;
    private @Nullable RawAttribute rawEncapsulation;
    private @Nullable RawAttribute rawEncapsulationType;
    private Optional<IpAddress> newDestination = Optional.empty();

    /** Forgets what was read before; {@code shared} and {@code hops} stay. */
    void begin(MessageReader message) {
        family = AddressFamily.of(message.u8(0));
        destinationLength = message.u8(1);
        sourceLength = message.u8(2);
        tos = message.u8(3);
        table = message.u8(4);
        protocol = message.u8(5);
        scope = message.u8(6);
        type = message.u8(7);
        flags = message.u32(8);
        hasDestination = false;
        destinationHigh = 0;
        destinationLow = 0;
        source = null;
        hasPriority = false;
        gatewayFamily = null;
        interfaceIndex = 0;
        realms = OptionalLong.empty();
        legs = List.of();
        nexthopId = 0;
        encapsulation = null;
        rawEncapsulation = null;
        rawEncapsulationType = null;
        newDestination = Optional.empty();
        options.begin(family);
        unknown.clear();
    }

    long table() {
        return table;
    }

    int protocol() {
        return protocol;
    }

    long flags() {
        return flags;
    }

    int interfaceIndex() {
        return interfaceIndex;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_TABLE -> table = in.u32();
            case RTA_DST -> acceptDestination(in);
            case RTA_SRC -> source = Addresses.read(in, family);
            case RTA_PRIORITY -> {
                priority = in.u32();
                hasPriority = true;
            }
            case RTA_GATEWAY -> acceptGateway(in);
            case RTA_VIA -> acceptGateway(NextHopCodec.via(in));
            case RTA_OIF -> interfaceIndex = in.s32();
            case RTA_FLOW -> realms = OptionalLong.of(in.u32());
            case RTA_MULTIPATH -> {
                legs = NextHopCodec.readLegs(in, family);
                if (legs.isEmpty()) {
                    unknown.keep(in);
                }
            }
            case RTA_NH_ID -> nexthopId = in.u32();
            case RTA_ENCAP -> acceptEncapsulation(in);
            case RTA_ENCAP_TYPE -> rawEncapsulationType = RawAttributes.raw(in);
            case RTA_NEWDST -> {
                newDestination = NextHopCodec.newDestination(in, family);
                if (newDestination.isEmpty()) {
                    unknown.keep(in);
                }
            }
            default -> {
                if (!options.accept(in)) {
                    unknown.keep(in);
                }
            }
        }
    }

    /** Kept as numbers, since nobody may want this route. */
    private void acceptDestination(AttributeReader in) throws DecodeException {
        boolean ipv4 = family.value() == AddressFamily.INET.value();
        in.requireLength(ipv4 ? 4 : 16);
        hasDestination = true;
        destinationHigh = ipv4 ? 0 : in.be64At(0);
        destinationLow = ipv4 ? in.be32At(0) & 0xffff_ffffL : in.be64At(8);
    }

    /** Kept as numbers, since most likely it is that of the route before. */
    private void acceptGateway(AttributeReader in) throws DecodeException {
        boolean ipv4 = family.value() == AddressFamily.INET.value();
        in.requireLength(ipv4 ? 4 : 16);
        gatewayFamily = family;
        gatewayHigh = ipv4 ? 0 : in.be64At(0);
        gatewayLow = ipv4 ? in.be32At(0) & 0xffff_ffffL : in.be64At(8);
    }

    private void acceptGateway(IpAddress address) {
        gatewayFamily = address.family();
        gatewayHigh = address.high();
        gatewayLow = address.low();
    }

    private void acceptEncapsulation(AttributeReader in) throws DecodeException {
        OptionalInt kind = EncapsulationCodec.type(in.again(), RTA_ENCAP_TYPE);
        rawEncapsulation = RawAttributes.raw(in);
        encapsulation = kind.isEmpty() ? null : EncapsulationCodec.read(kind.getAsInt(), in);
    }

    Route toRoute() {
        RouteTarget target = target();
        boolean singleHop = target instanceof RouteTarget.Single
                || (target instanceof RouteTarget.NextHopId object
                        && object.shown().size() == 1);
        return new Route(
                key(),
                shared.type(type),
                shared.protocol(protocol),
                shared.scope(scope),
                singleHop ? flags & ~RouteCodec.RTNH_FLAGS : flags,
                target,
                options.toOptions(singleHop ? OptionalLong.empty() : realms),
                unknown.toUnknown());
    }

    private RouteKey key() {
        Optional<IpPrefix> from = source == null && sourceLength == 0
                ? Optional.empty()
                : Optional.of(new IpPrefix(source == null ? IpAddress.any(family) : source, sourceLength));
        IpPrefix to = !hasDestination && destinationLength == 0
                ? IpPrefix.all(family)
                : new IpPrefix(new IpAddress(family, destinationHigh, destinationLow), destinationLength);
        OptionalLong metric = hasPriority ? shared.priority(priority) : OptionalLong.empty();
        return new RouteKey(to, from, shared.table(table), tos, metric);
    }

    private RouteTarget target() {
        boolean single = gatewayFamily != null || interfaceIndex != 0;
        if (nexthopId != 0) {
            keepIf(single && !legs.isEmpty());
            List<NextHop> shown = !legs.isEmpty() ? legs : single ? List.of(single().hop()) : List.of();
            if (shown.isEmpty()) {
                keepWay();
            }
            return new RouteTarget.NextHopId(nexthopId, shown);
        }
        if (!legs.isEmpty()) {
            keepIf(single);
            return new RouteTarget.Multipath(legs);
        }
        if (single) {
            return single();
        }
        keepWay();
        return RouteTarget.none();
    }

    private RouteTarget.Single single() {
        int state = (int) flags & RouteCodec.RTNH_FLAGS;
        if (rawEncapsulation == null && rawEncapsulationType == null && newDestination.isEmpty()) {
            return hops.single(gatewayFamily, gatewayHigh, gatewayLow, interfaceIndex, state, realms);
        }
        UnknownAttributes half = UnknownAttributes.NONE;
        if (encapsulation == null) {
            RawAttribute kept = rawEncapsulation != null ? rawEncapsulation : rawEncapsulationType;
            half = kept == null ? half : half.plus(kept);
        }
        return new RouteTarget.Single(new NextHop(
                gateway(),
                interfaceIndex,
                1,
                state,
                realms,
                Optional.ofNullable(encapsulation),
                Optional.empty(),
                newDestination,
                Optional.empty(),
                half));
    }

    private Optional<IpAddress> gateway() {
        return gatewayFamily == null
                ? Optional.empty()
                : Optional.of(new IpAddress(gatewayFamily, gatewayHigh, gatewayLow));
    }

    /** What stands beside legs on the top level has no place of its own: kept raw. */
    private void keepIf(boolean singleBesideLegs) {
        if (singleBesideLegs) {
            if (gateway().isPresent()) {
                IpAddress address = gateway().get();
                boolean plain = address.family().equals(family);
                unknown.keep(plain ? new RawAttribute(RTA_GATEWAY, address.toBytes()) : NextHopCodec.rawVia(address));
            }
            if (interfaceIndex != 0) {
                unknown.keep(RawAttributes.u32(RTA_OIF, interfaceIndex));
            }
        }
        if (!legs.isEmpty()) {
            keepWay();
        }
    }

    /** What a single way would have, and there is none. */
    private void keepWay() {
        if (newDestination.isPresent()) {
            unknown.keep(new RawAttribute(RTA_NEWDST, newDestination.get().toBytes()));
        }
        if (rawEncapsulation != null) {
            unknown.keep(rawEncapsulation);
        }
        if (rawEncapsulationType != null) {
            unknown.keep(rawEncapsulationType);
        }
    }
}
