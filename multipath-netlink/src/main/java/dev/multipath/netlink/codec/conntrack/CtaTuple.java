package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of one direction of a connection: {@code CTA_TUPLE_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaTuple implements AttributeNames {
    public static final int CTA_TUPLE_IP = 1;
    public static final int CTA_TUPLE_PROTO = 2;
    public static final int CTA_TUPLE_ZONE = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaTuple();

    private CtaTuple() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_TUPLE_IP -> "CTA_TUPLE_IP";
            case CTA_TUPLE_PROTO -> "CTA_TUPLE_PROTO";
            case CTA_TUPLE_ZONE -> "CTA_TUPLE_ZONE";
            default -> "CTA_TUPLE_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return switch (type) {
            case CTA_TUPLE_IP -> CtaIp.NAMES;
            case CTA_TUPLE_PROTO -> CtaProto.NAMES;
            default -> null;
        };
    }
}
