package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the attribute of a request that an extended acknowledgement points at. */
public final class AttributePath {
    private static final int ATTRIBUTE_HEADER = 4;
    /** {@code struct rtnexthop}, which the attributes of a leg stand behind. */
    private static final int LEG_HEADER = 8;

    private static final int MAX_DEPTH = 8;

    private AttributePath() {}

    /**
     * The attribute at this place.
     *
     * @param request the request message; its readable bytes begin with the header
     * @param offset {@code NLMSGERR_ATTR_OFFS}, from the header's start
     * @return as {@code "RTA_METRICS.RTAX_MTU"} or {@code "RTA_MULTIPATH[2].RTA_GATEWAY"}, legs counted from 0; absent
     *     when no attribute begins or lies there
     */
    public static Optional<String> at(ByteBuf request, long offset) {
        return at(request, offset, rtnetlink(request));
    }

    /** The attribute at this place of a request of any netlink family. */
    public static Optional<String> at(ByteBuf request, long offset, MessageLayout layout) {
        StringBuilder path = new StringBuilder();
        find(request, offset, layout, path);
        return path.length() == 0 ? Optional.empty() : Optional.of(path.toString());
    }

    /** The name of a top-level attribute of this message type: what {@code NLMSGERR_ATTR_MISS_TYPE} says is missing. */
    public static String name(int messageType, int attributeType) {
        return MessageLayout.rtnetlink(messageType).names().name(attributeType);
    }

    /**
     * The name of an attribute missing inside another.
     *
     * @param request the request message; its readable bytes begin with the header
     * @param nest {@code NLMSGERR_ATTR_MISS_NEST}: where the other begins, from the header's start
     * @param type {@code NLMSGERR_ATTR_MISS_TYPE}
     * @return as {@code "IFLA_LINKINFO.IFLA_INFO_KIND"}; {@code "attribute 1"} at the end where names are not known
     */
    public static String missing(ByteBuf request, long nest, int type) {
        return missing(request, nest, type, rtnetlink(request));
    }

    /** The name of an attribute missing inside another of a request of any netlink family. */
    public static String missing(ByteBuf request, long nest, int type, MessageLayout layout) {
        StringBuilder path = new StringBuilder();
        AttributeNames inside = find(request, nest, layout, path);
        String name = inside == null ? "attribute " + type : inside.name(type);
        return path.length() == 0 ? name : path + "." + name;
    }

    private static MessageLayout rtnetlink(ByteBuf request) {
        return MessageLayout.rtnetlink(NativeOrder.u16(request, request.readerIndex() + 4));
    }

    /** @return the names inside the attribute found; null where none are known, or nothing was found */
    private static @Nullable AttributeNames find(
            ByteBuf request, long offset, MessageLayout layout, StringBuilder path) {
        long length = Math.min(NativeOrder.u32(request, request.readerIndex()), request.readableBytes());
        int start = NetlinkHeader.LENGTH + layout.headerLength();
        if (offset < start || offset >= length) {
            return null;
        }
        return find(request, start, (int) length, (int) offset, layout.names(), path, 0);
    }

    private static @Nullable AttributeNames find(
            ByteBuf request, int from, int to, int offset, AttributeNames names, StringBuilder path, int depth) {
        int base = request.readerIndex();
        int at = from;
        while (to - at >= ATTRIBUTE_HEADER && depth < MAX_DEPTH) {
            int length = NativeOrder.u16(request, base + at);
            if (length < ATTRIBUTE_HEADER || length > to - at) {
                return null;
            }
            int next = at + NetlinkHeader.align(length);
            if (offset < next) {
                int type = NativeOrder.u16(request, base + at + 2) & AttributeReader.TYPE_MASK;
                path.append(path.length() == 0 ? "" : ".").append(names.name(type));
                AttributeNames inner = names == IflaInfo.NAMES
                        ? insideLinkInfo(request, base + from, base + to, type)
                        : names.nested(type);
                if (offset == at) {
                    return inner;
                }
                if (names == Rta.NAMES && type == Rta.RTA_MULTIPATH) {
                    return findLeg(request, at + ATTRIBUTE_HEADER, at + length, offset, path, depth + 1);
                }
                return inner == null
                        ? null
                        : find(request, at + ATTRIBUTE_HEADER, at + length, offset, inner, path, depth + 1);
            }
            at = next;
        }
        return null;
    }

    /** The data of a link or port have the names of the kind that stands beside them. */
    private static @Nullable AttributeNames insideLinkInfo(ByteBuf request, int from, int to, int type) {
        boolean data = type == IflaInfo.IFLA_INFO_DATA || type == IflaInfo.IFLA_INFO_SLAVE_DATA;
        return data ? LinkInfoCodec.names(request, from, to, type) : null;
    }

    private static @Nullable AttributeNames findLeg(
            ByteBuf request, int from, int to, int offset, StringBuilder path, int depth) {
        int base = request.readerIndex();
        int at = from;
        for (int leg = 0; to - at >= LEG_HEADER && offset >= at; leg++) {
            int length = NativeOrder.u16(request, base + at);
            if (length < LEG_HEADER || length > to - at) {
                return null;
            }
            int next = at + NetlinkHeader.align(length);
            if (offset < next) {
                path.append('[').append(leg).append(']');
                return offset < at + LEG_HEADER
                        ? null
                        : find(request, at + LEG_HEADER, at + length, offset, Rta.NAMES, path, depth);
            }
            at = next;
        }
        return null;
    }
}
