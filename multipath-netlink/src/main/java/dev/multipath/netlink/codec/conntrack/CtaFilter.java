package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Which parts of a tuple a dump shall look at: {@code CTA_FILTER_*}, bits in native order.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaFilter implements AttributeNames {
    public static final int CTA_FILTER_ORIG_FLAGS = 1;
    public static final int CTA_FILTER_REPLY_FLAGS = 2;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaFilter();

    private CtaFilter() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_FILTER_ORIG_FLAGS -> "CTA_FILTER_ORIG_FLAGS";
            case CTA_FILTER_REPLY_FLAGS -> "CTA_FILTER_REPLY_FLAGS";
            default -> "CTA_FILTER_" + type;
        };
    }
}
