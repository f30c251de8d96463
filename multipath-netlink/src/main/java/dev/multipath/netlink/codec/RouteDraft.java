package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A route while its attributes are read, in whatever order they come. */
final class RouteDraft {
    private final AddressFamily family;
    private final int destinationLength;
    private final int sourceLength;
    private final int tos;
    private final Protocol protocol;
    private final Scope scope;
    private final RouteType type;
    private final long flags;

    private long table;
    private @Nullable IpAddress destination;
    private @Nullable IpAddress source;
    private OptionalLong priority = OptionalLong.empty();

    private @Nullable IpAddress gateway;
    private int interfaceIndex;
    private OptionalLong realms = OptionalLong.empty();
    private List<NextHop> legs = List.of();
    private long nexthopId;

    private Optional<IpAddress> prefSrc = Optional.empty();
    private RouteMetrics metrics = RouteMetrics.NONE;
    private OptionalInt preference = OptionalInt.empty();
    private OptionalLong expires = OptionalLong.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong uid = OptionalLong.empty();
    private OptionalInt inputInterface = OptionalInt.empty();
    private OptionalInt ttlPropagate = OptionalInt.empty();
    private Optional<RouteCacheInfo> cacheInfo = Optional.empty();

    private final RawAttributes encapsulation = new RawAttributes();
    private final RawAttributes unknown = new RawAttributes();

    RouteDraft(MessageReader message) {
        family = AddressFamily.of(message.u8(0));
        destinationLength = message.u8(1);
        sourceLength = message.u8(2);
        tos = message.u8(3);
        table = message.u8(4);
        protocol = Protocol.of(message.u8(5));
        scope = Scope.of(message.u8(6));
        type = RouteType.of(message.u8(7));
        flags = message.u32(8);
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_TABLE -> table = in.u32();
            case RTA_DST -> destination = Addresses.read(in, family);
            case RTA_SRC -> source = Addresses.read(in, family);
            case RTA_PRIORITY -> priority = OptionalLong.of(in.u32());
            case RTA_GATEWAY -> gateway = Addresses.read(in, family);
            case RTA_VIA -> gateway = NextHopCodec.via(in);
            case RTA_OIF -> interfaceIndex = in.s32();
            case RTA_FLOW -> realms = OptionalLong.of(in.u32());
            case RTA_MULTIPATH -> legs = NextHopCodec.readLegs(in, family);
            case RTA_NH_ID -> nexthopId = in.u32();
            case RTA_ENCAP, RTA_ENCAP_TYPE -> encapsulation.keep(in);
            default -> acceptOption(in);
        }
    }

    private void acceptOption(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_PREFSRC -> prefSrc = Optional.of(Addresses.read(in, family));
            case RTA_METRICS -> metrics = MetricsCodec.read(in.nested(Rtax.NAMES));
            case RTA_PREF -> preference = OptionalInt.of(in.u8());
            case RTA_EXPIRES -> expires = OptionalLong.of(in.u32());
            case RTA_MARK -> mark = OptionalLong.of(in.u32());
            case RTA_UID -> uid = OptionalLong.of(in.u32());
            case RTA_IIF -> inputInterface = OptionalInt.of(in.s32());
            case RTA_TTL_PROPAGATE -> ttlPropagate = OptionalInt.of(in.u8());
            case RTA_CACHEINFO -> acceptCacheInfo(in);
            default -> unknown.keep(in);
        }
    }

    /** A longer structure than ours is kept raw, so that nothing of it is lost. */
    private void acceptCacheInfo(AttributeReader in) throws DecodeException {
        if (in.length() > RouteCodec.RTA_CACHEINFO_LENGTH) {
            unknown.keep(in);
        } else {
            cacheInfo = Optional.of(RouteCodec.cacheInfo(in));
        }
    }

    Route toRoute() {
        RouteTarget target = target();
        boolean singleHop = target instanceof RouteTarget.Single
                || (target instanceof RouteTarget.NextHopId object
                        && object.shown().size() == 1);
        return new Route(
                key(),
                type,
                protocol,
                scope,
                singleHop ? flags & ~RouteCodec.RTNH_FLAGS : flags,
                target,
                options(singleHop),
                unknown.toUnknown());
    }

    private RouteKey key() {
        Optional<IpPrefix> from = source == null && sourceLength == 0
                ? Optional.empty()
                : Optional.of(new IpPrefix(source == null ? IpAddress.any(family) : source, sourceLength));
        IpPrefix to = destination == null && destinationLength == 0
                ? IpPrefix.all(family)
                : new IpPrefix(destination == null ? IpAddress.any(family) : destination, destinationLength);
        return new RouteKey(to, from, RouteTable.of(table), tos, priority);
    }

    private RouteTarget target() {
        boolean single = gateway != null || interfaceIndex != 0;
        if (nexthopId != 0) {
            keepIf(single && !legs.isEmpty());
            return new RouteTarget.NextHopId(nexthopId, !legs.isEmpty() ? legs : single ? List.of(hop()) : List.of());
        }
        if (!legs.isEmpty()) {
            keepIf(single);
            return new RouteTarget.Multipath(legs);
        }
        if (single) {
            return new RouteTarget.Single(hop());
        }
        keepEncapsulation();
        return RouteTarget.none();
    }

    private NextHop hop() {
        return new NextHop(
                Optional.ofNullable(gateway),
                interfaceIndex,
                1,
                (int) flags & RouteCodec.RTNH_FLAGS,
                realms,
                encapsulation.toUnknown());
    }

    /** What stands beside legs on the top level has no place of its own: kept raw. */
    private void keepIf(boolean singleBesideLegs) {
        if (singleBesideLegs) {
            if (gateway != null) {
                boolean plain = gateway.family().equals(family);
                unknown.keep(plain ? new RawAttribute(RTA_GATEWAY, gateway.toBytes()) : NextHopCodec.rawVia(gateway));
            }
            if (interfaceIndex != 0) {
                unknown.keep(RawAttributes.u32(RTA_OIF, interfaceIndex));
            }
        }
        if (!legs.isEmpty()) {
            keepEncapsulation();
        }
    }

    private void keepEncapsulation() {
        UnknownAttributes raw = encapsulation.toUnknown();
        for (RawAttribute attribute : raw.attributes()) {
            unknown.keep(attribute);
        }
    }

    private RouteOptions options(boolean singleHop) {
        OptionalLong own = singleHop ? OptionalLong.empty() : realms;
        boolean none = prefSrc.isEmpty()
                && metrics.isEmpty()
                && own.isEmpty()
                && preference.isEmpty()
                && expires.isEmpty()
                && mark.isEmpty()
                && uid.isEmpty()
                && inputInterface.isEmpty()
                && ttlPropagate.isEmpty()
                && cacheInfo.isEmpty();
        return none
                ? RouteOptions.NONE
                : new RouteOptions(
                        prefSrc, metrics, own, preference, expires, mark, uid, inputInterface, ttlPropagate, cacheInfo);
    }
}
