package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.RetiredRouteAttributes;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a route carries besides key and next hops, while it is read. Equal to those of the route before, as IPv6's mostly
 * are, they are the same object.
 */
final class OptionsDraft {
    private static final int MFC_STATS_LENGTH = 24;

    private RouteOptions last = RouteOptions.NONE;

    private AddressFamily family = AddressFamily.INET;
    private boolean any;
    private Optional<IpAddress> prefSrc = Optional.empty();
    private RouteMetrics metrics = RouteMetrics.NONE;
    private OptionalInt preference = OptionalInt.empty();
    private OptionalLong expires = OptionalLong.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong uid = OptionalLong.empty();
    private OptionalInt inputInterface = OptionalInt.empty();
    private OptionalInt ttlPropagate = OptionalInt.empty();
    private Optional<RouteOptions.MulticastStats> multicastStats = Optional.empty();
    private Optional<RouteCacheInfo> cacheInfo = Optional.empty();
    private RetiredRouteAttributes retired = RetiredRouteAttributes.NONE;

    void begin(AddressFamily newFamily) {
        family = newFamily;
        if (!any) {
            return;
        }
        any = false;
        prefSrc = Optional.empty();
        metrics = RouteMetrics.NONE;
        preference = OptionalInt.empty();
        expires = OptionalLong.empty();
        mark = OptionalLong.empty();
        uid = OptionalLong.empty();
        inputInterface = OptionalInt.empty();
        ttlPropagate = OptionalInt.empty();
        multicastStats = Optional.empty();
        cacheInfo = Optional.empty();
        retired = RetiredRouteAttributes.NONE;
    }

    /** Whether the attribute is one of these, and taken. */
    boolean accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_PREFSRC -> prefSrc = source(in);
            case RTA_METRICS -> metrics = MetricsCodec.read(in.nested(Rtax.NAMES));
            case RTA_PREF -> preference = preference(in.u8());
            case RTA_MARK -> mark = OptionalLong.of(in.u32());
            case RTA_UID -> uid = OptionalLong.of(in.u32());
            case RTA_IIF -> inputInterface = OptionalInt.of(in.s32());
            case RTA_TTL_PROPAGATE -> ttlPropagate = OptionalInt.of(in.u8());
            case RTA_PROTOINFO -> retired = retired.protocolInfo(new Octets(in.bytes()));
            case RTA_SESSION -> retired = retired.session(new Octets(in.bytes()));
            case RTA_MP_ALGO -> retired = retired.multipathAlgorithm(new Octets(in.bytes()));
            default -> {
                return acceptLonger(in);
            }
        }
        any = true;
        return true;
    }

    /** A longer structure than ours is not taken, so that nothing of it is lost; nor a multicast route's 64-bit expiry. */
    private boolean acceptLonger(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_EXPIRES -> {
                if (in.length() == 8) {
                    return false;
                }
                expires = OptionalLong.of(in.u32());
            }
            case RTA_MFC_STATS -> {
                if (in.length() > MFC_STATS_LENGTH) {
                    return false;
                }
                in.requireLength(MFC_STATS_LENGTH);
                multicastStats = Optional.of(new RouteOptions.MulticastStats(in.u64At(0), in.u64At(8), in.u64At(16)));
            }
            case RTA_CACHEINFO -> {
                if (in.length() > RouteCodec.RTA_CACHEINFO_LENGTH) {
                    return false;
                }
                cacheInfo = cacheInfo(in);
            }
            default -> {
                return false;
            }
        }
        any = true;
        return true;
    }

    private Optional<IpAddress> source(AttributeReader in) throws DecodeException {
        boolean ipv4 = family.value() == AddressFamily.INET.value();
        in.requireLength(ipv4 ? 4 : 16);
        long high = ipv4 ? 0 : in.be64At(0);
        long low = ipv4 ? in.be32At(0) & 0xffff_ffffL : in.be64At(8);
        if (last.prefSrc().isPresent()) {
            IpAddress before = last.prefSrc().get();
            if (before.low() == low && before.high() == high && before.family().equals(family)) {
                return last.prefSrc();
            }
        }
        return Optional.of(new IpAddress(family, high, low));
    }

    private OptionalInt preference(int value) {
        return last.preference().orElse(-1) == value ? last.preference() : OptionalInt.of(value);
    }

    private Optional<RouteCacheInfo> cacheInfo(AttributeReader in) throws DecodeException {
        in.u32At(RouteCodec.RTA_CACHEINFO_LENGTH - 4);
        if (last.cacheInfo().isPresent() && isSame(last.cacheInfo().get(), in)) {
            return last.cacheInfo();
        }
        return Optional.of(new RouteCacheInfo(
                in.u32At(0),
                in.u32At(4),
                in.s32At(8),
                in.s32At(12),
                in.u32At(16),
                in.u32At(20),
                in.u32At(24),
                in.u32At(28)));
    }

    private static boolean isSame(RouteCacheInfo info, AttributeReader in) throws DecodeException {
        return info.references() == in.u32At(0)
                && info.lastUse() == in.u32At(4)
                && info.expires() == in.s32At(8)
                && info.error() == in.s32At(12)
                && info.used() == in.u32At(16)
                && info.id() == in.u32At(20)
                && info.timestamp() == in.u32At(24)
                && info.timestampAge() == in.u32At(28);
    }

    /** @param realms where the route's next hop does not carry them */
    RouteOptions toOptions(OptionalLong realms) {
        if (!any && realms.isEmpty()) {
            return RouteOptions.NONE;
        }
        if (!isSame(last, realms)) {
            last = new RouteOptions(
                    prefSrc,
                    metrics,
                    realms,
                    preference,
                    expires,
                    mark,
                    uid,
                    inputInterface,
                    ttlPropagate,
                    multicastStats,
                    cacheInfo,
                    retired);
        }
        return last;
    }

    private boolean isSame(RouteOptions before, OptionalLong realms) {
        return before.cacheInfo().equals(cacheInfo)
                && before.prefSrc().equals(prefSrc)
                && before.preference().equals(preference)
                && before.metrics().equals(metrics)
                && before.realms().equals(realms)
                && before.expires().equals(expires)
                && before.mark().equals(mark)
                && before.uid().equals(uid)
                && before.inputInterface().equals(inputInterface)
                && before.ttlPropagate().equals(ttlPropagate)
                && before.multicastStats().equals(multicastStats)
                && before.retired().equals(retired);
    }
}
