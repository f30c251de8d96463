package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Addresses of a tuple: {@code CTA_IP_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaIp implements AttributeNames {
    public static final int CTA_IP_V4_SRC = 1;
    public static final int CTA_IP_V4_DST = 2;
    public static final int CTA_IP_V6_SRC = 3;
    public static final int CTA_IP_V6_DST = 4;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaIp();

    private CtaIp() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_IP_V4_SRC -> "CTA_IP_V4_SRC";
            case CTA_IP_V4_DST -> "CTA_IP_V4_DST";
            case CTA_IP_V6_SRC -> "CTA_IP_V6_SRC";
            case CTA_IP_V6_DST -> "CTA_IP_V6_DST";
            default -> "CTA_IP_" + type;
        };
    }
}
