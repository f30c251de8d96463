package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Protocol and ports of a tuple: {@code CTA_PROTO_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaProto implements AttributeNames {
    public static final int CTA_PROTO_NUM = 1;
    public static final int CTA_PROTO_SRC_PORT = 2;
    public static final int CTA_PROTO_DST_PORT = 3;
    public static final int CTA_PROTO_ICMP_ID = 4;
    public static final int CTA_PROTO_ICMP_TYPE = 5;
    public static final int CTA_PROTO_ICMP_CODE = 6;
    public static final int CTA_PROTO_ICMPV6_ID = 7;
    public static final int CTA_PROTO_ICMPV6_TYPE = 8;
    public static final int CTA_PROTO_ICMPV6_CODE = 9;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaProto();

    private CtaProto() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_PROTO_NUM -> "CTA_PROTO_NUM";
            case CTA_PROTO_SRC_PORT -> "CTA_PROTO_SRC_PORT";
            case CTA_PROTO_DST_PORT -> "CTA_PROTO_DST_PORT";
            case CTA_PROTO_ICMP_ID -> "CTA_PROTO_ICMP_ID";
            case CTA_PROTO_ICMP_TYPE -> "CTA_PROTO_ICMP_TYPE";
            case CTA_PROTO_ICMP_CODE -> "CTA_PROTO_ICMP_CODE";
            case CTA_PROTO_ICMPV6_ID -> "CTA_PROTO_ICMPV6_ID";
            case CTA_PROTO_ICMPV6_TYPE -> "CTA_PROTO_ICMPV6_TYPE";
            case CTA_PROTO_ICMPV6_CODE -> "CTA_PROTO_ICMPV6_CODE";
            default -> "CTA_PROTO_" + type;
        };
    }
}
