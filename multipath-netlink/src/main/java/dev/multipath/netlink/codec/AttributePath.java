package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Names the attribute of a request that an extended acknowledgement points at. */
public final class AttributePath {
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int MAX_DEPTH = 8;

    private AttributePath() {}

    /**
     * The attribute at this place.
     *
     * @param request the request message; its readable bytes begin with the header
     * @param offset {@code NLMSGERR_ATTR_OFFS}, from the header's start
     * @return as {@code "RTA_METRICS.RTAX_MTU"}; absent when no attribute begins or lies there
     */
    public static Optional<String> at(ByteBuf request, long offset) {
        int type = NativeOrder.u16(request, request.readerIndex() + 4);
        long length = Math.min(NativeOrder.u32(request, request.readerIndex()), request.readableBytes());
        int start = NetlinkHeader.LENGTH + headerLength(type);
        if (offset < start || offset >= length) {
            return Optional.empty();
        }
        StringBuilder path = new StringBuilder();
        find(request, start, (int) length, (int) offset, names(type), path, 0);
        return path.length() == 0 ? Optional.empty() : Optional.of(path.toString());
    }

    /** The name of a top-level attribute of this message type: what {@code NLMSGERR_ATTR_MISS_TYPE} says is missing. */
    public static String name(int messageType, int attributeType) {
        return names(messageType).name(attributeType);
    }

    private static void find(
            ByteBuf request, int from, int to, int offset, AttributeNames names, StringBuilder path, int depth) {
        int base = request.readerIndex();
        int at = from;
        while (to - at >= ATTRIBUTE_HEADER && depth < MAX_DEPTH) {
            int length = NativeOrder.u16(request, base + at);
            if (length < ATTRIBUTE_HEADER || length > to - at) {
                return;
            }
            int next = at + NetlinkHeader.align(length);
            if (offset < next) {
                int type = NativeOrder.u16(request, base + at + 2) & AttributeReader.TYPE_MASK;
                path.append(path.length() == 0 ? "" : ".").append(names.name(type));
                AttributeNames inner = names == IflaInfo.NAMES
                        ? LinkInfoCodec.names(request, base + from, base + to, type)
                        : names.nested(type);
                if (offset > at && inner != null) {
                    find(request, at + ATTRIBUTE_HEADER, at + length, offset, inner, path, depth + 1);
                }
                return;
            }
            at = next;
        }
    }

    private static int headerLength(int type) {
        return switch (type & ~3) {
            case Rtm.RTM_NEWROUTE, Rtm.RTM_NEWRULE -> RouteCodec.HEADER;
            case Rtm.RTM_NEWADDR -> AddressCodec.HEADER;
            default -> LinkCodec.HEADER;
        };
    }

    private static AttributeNames names(int type) {
        return switch (type & ~3) {
            case Rtm.RTM_NEWLINK -> Ifla.NAMES;
            case Rtm.RTM_NEWROUTE -> Rta.NAMES;
            case Rtm.RTM_NEWRULE -> Fra.NAMES;
            case Rtm.RTM_NEWADDR -> Ifa.NAMES;
            default -> AttributeNames.NUMBERS;
        };
    }
}
