package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * What is known of a TCP connection: {@code CTA_PROTOINFO_TCP_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaProtoinfoTcp implements AttributeNames {
    public static final int CTA_PROTOINFO_TCP_STATE = 1;
    public static final int CTA_PROTOINFO_TCP_WSCALE_ORIGINAL = 2;
    public static final int CTA_PROTOINFO_TCP_WSCALE_REPLY = 3;
    public static final int CTA_PROTOINFO_TCP_FLAGS_ORIGINAL = 4;
    public static final int CTA_PROTOINFO_TCP_FLAGS_REPLY = 5;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaProtoinfoTcp();

    private CtaProtoinfoTcp() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_PROTOINFO_TCP_STATE -> "CTA_PROTOINFO_TCP_STATE";
            case CTA_PROTOINFO_TCP_WSCALE_ORIGINAL -> "CTA_PROTOINFO_TCP_WSCALE_ORIGINAL";
            case CTA_PROTOINFO_TCP_WSCALE_REPLY -> "CTA_PROTOINFO_TCP_WSCALE_REPLY";
            case CTA_PROTOINFO_TCP_FLAGS_ORIGINAL -> "CTA_PROTOINFO_TCP_FLAGS_ORIGINAL";
            case CTA_PROTOINFO_TCP_FLAGS_REPLY -> "CTA_PROTOINFO_TCP_FLAGS_REPLY";
            default -> "CTA_PROTOINFO_TCP_" + type;
        };
    }
}
