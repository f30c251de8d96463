package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RetiredRouteAttributes;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteCacheInfo;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Routes: {@code struct rtmsg} and {@code RTA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class RouteCodec {
    static final int HEADER = 12;
    /** {@code RT_TABLE_COMPAT}: what replies say in the header of a table beyond its 8 bits. */
    static final int RT_TABLE_COMPAT = 252;

    static final int RTNH_FLAGS = 0xff;
    static final int RTA_CACHEINFO_LENGTH = 32;
    /** RTM_F_OFFLOAD, RTM_F_TRAP, RTM_F_OFFLOAD_FAILED and most of RTNH_F_*: state the kernel reports. */
    static final long REPORTED_FLAGS = 0x4000 | 0x8000 | 0x2000_0000 | (RTNH_FLAGS & ~NextHop.CONFIGURED);

    private RouteCodec() {}

    /** Whether the message is about an IPv4 or IPv6 route, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "rtmsg");
        int family = message.u8(0);
        return family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads the route the message is about, a reply, a notification or a request to add or delete. For many messages
     * {@link RouteDecoder} does the same with less garbage.
     *
     * @throws DecodeException for broken bytes, and for another family
     */
    public static Route decode(MessageReader message) throws DecodeException {
        return new RouteDecoder().decode(message);
    }

    /** Writes header and attributes as the kernel reports the route. */
    public static void encode(Route route, MessageWriter message) {
        long table = route.table().value();
        NextHop hop = singleHop(route.target());
        long flags = hop == null ? route.flags() : route.flags() | hop.flags();
        header(route, message, table > 255 ? RT_TABLE_COMPAT : (int) table, flags);
        AttributeWriter out = message.attributes();
        out.u32(RTA_TABLE, table);
        key(route.key(), out, false);
        target(route, out, false);
        options(route.options(), out, false);
        RouteOptions options = route.options();
        if (options.mark().isPresent()) {
            out.u32(RTA_MARK, options.mark().getAsLong());
        }
        if (options.uid().isPresent()) {
            out.u32(RTA_UID, options.uid().getAsLong());
        }
        if (options.inputInterface().isPresent()) {
            out.u32(RTA_IIF, options.inputInterface().getAsInt());
        }
        if (options.multicastStats().isPresent()) {
            RouteOptions.MulticastStats stats = options.multicastStats().get();
            int mark = out.open(RTA_MFC_STATS);
            NativeOrder.write64(out.out(), stats.packets());
            NativeOrder.write64(out.out(), stats.bytes());
            NativeOrder.write64(out.out(), stats.wrongInterface());
            out.close(mark);
        }
        if (options.cacheInfo().isPresent()) {
            cacheInfo(options.cacheInfo().get(), out);
        }
        RawAttributes.write(out, route.unknown());
    }

    /**
     * Writes header and attributes as a request to add, replace or delete the route. What only the kernel reports is
     * left out: next hop state, cache information, what a nexthop object stands for.
     */
    public static void encodeRequest(Route route, MessageWriter message) {
        long table = route.table().value();
        long flags = route.target() instanceof RouteTarget.Single single
                ? route.flags() | single.hop().flags()
                : route.flags();
        header(route, message, table > 255 ? 0 : (int) table, flags & ~REPORTED_FLAGS);
        AttributeWriter out = message.attributes();
        if (table > 255) {
            out.u32(RTA_TABLE, table);
        }
        key(route.key(), out, route.destination().address().isIpv6());
        target(route, out, true);
        options(route.options(), out, true);
        RawAttributes.write(out, route.unknown());
    }

    private static void header(Route route, MessageWriter message, int table, long flags) {
        RouteKey key = route.key();
        message.u8(key.family().value());
        message.u8(key.destination().length());
        message.u8(key.source().isPresent() ? key.source().get().length() : 0);
        message.u8(key.tos());
        message.u8(table);
        message.u8(route.protocol().value());
        message.u8(route.scope().value());
        message.u8(route.type().value());
        message.u32(flags);
    }

    private static @Nullable NextHop singleHop(RouteTarget target) {
        if (target instanceof RouteTarget.Single single) {
            return single.hop();
        }
        return target instanceof RouteTarget.NextHopId object && object.shown().size() == 1
                ? object.shown().get(0)
                : null;
    }

    private static void key(RouteKey key, AttributeWriter out, boolean always) {
        IpAddress destination = key.destination().address();
        if (always || key.destination().length() > 0 || !destination.isAny()) {
            Addresses.write(out, RTA_DST, destination);
        }
        if (key.source().isPresent()) {
            Addresses.write(out, RTA_SRC, key.source().get().address());
        }
        if (key.priority().isPresent()) {
            out.u32(RTA_PRIORITY, key.priority().getAsLong());
        }
    }

    private static void target(Route route, AttributeWriter out, boolean request) {
        RouteTarget target = route.target();
        int family = route.family().value();
        if (target instanceof RouteTarget.Single single) {
            NextHopCodec.writeSingle(single.hop(), family, out, request);
        } else if (target instanceof RouteTarget.Multipath multipath) {
            NextHopCodec.writeLegs(multipath.legs(), family, out, request);
        } else if (target instanceof RouteTarget.NextHopId object) {
            out.u32(RTA_NH_ID, object.id());
            if (request || object.shown().isEmpty()) {
                return;
            }
            if (object.shown().size() == 1) {
                NextHopCodec.writeSingle(object.shown().get(0), family, out, false);
            } else {
                NextHopCodec.writeLegs(object.shown(), family, out, false);
            }
        }
    }

    private static void options(RouteOptions options, AttributeWriter out, boolean request) {
        if (options.prefSrc().isPresent()) {
            Addresses.write(out, RTA_PREFSRC, options.prefSrc().get());
        }
        if (!options.metrics().isEmpty()) {
            MetricsCodec.write(options.metrics(), out, request);
        }
        if (options.realms().isPresent()) {
            out.u32(RTA_FLOW, options.realms().getAsLong());
        }
        if (options.preference().isPresent()) {
            out.u8(RTA_PREF, options.preference().getAsInt());
        }
        if (options.expires().isPresent()) {
            out.u32(RTA_EXPIRES, options.expires().getAsLong());
        }
        if (options.ttlPropagate().isPresent()) {
            out.u8(RTA_TTL_PROPAGATE, options.ttlPropagate().getAsInt());
        }
        if (!options.retired().isEmpty()) {
            retired(options.retired(), out);
        }
    }

    private static void retired(RetiredRouteAttributes retired, AttributeWriter out) {
        retired.protocolInfo().ifPresent(bytes -> out.bytes(RTA_PROTOINFO, bytes.toBytes()));
        retired.session().ifPresent(bytes -> out.bytes(RTA_SESSION, bytes.toBytes()));
        retired.multipathAlgorithm().ifPresent(bytes -> out.bytes(RTA_MP_ALGO, bytes.toBytes()));
    }

    private static void cacheInfo(RouteCacheInfo info, AttributeWriter attributes) {
        int mark = attributes.open(RTA_CACHEINFO);
        ByteBuf out = attributes.out();
        NativeOrder.write32(out, (int) info.references());
        NativeOrder.write32(out, (int) info.lastUse());
        NativeOrder.write32(out, info.expires());
        NativeOrder.write32(out, info.error());
        NativeOrder.write32(out, (int) info.used());
        NativeOrder.write32(out, (int) info.id());
        NativeOrder.write32(out, (int) info.timestamp());
        NativeOrder.write32(out, (int) info.timestampAge());
        attributes.close(mark);
    }
}
