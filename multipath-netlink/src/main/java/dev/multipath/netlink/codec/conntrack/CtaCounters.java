package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Counters of one direction: {@code CTA_COUNTERS_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaCounters implements AttributeNames {
    public static final int CTA_COUNTERS_PACKETS = 1;
    public static final int CTA_COUNTERS_BYTES = 2;
    public static final int CTA_COUNTERS32_PACKETS = 3;
    public static final int CTA_COUNTERS32_BYTES = 4;
    public static final int CTA_COUNTERS_PAD = 5;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaCounters();

    private CtaCounters() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_COUNTERS_PACKETS -> "CTA_COUNTERS_PACKETS";
            case CTA_COUNTERS_BYTES -> "CTA_COUNTERS_BYTES";
            case CTA_COUNTERS32_PACKETS -> "CTA_COUNTERS32_PACKETS";
            case CTA_COUNTERS32_BYTES -> "CTA_COUNTERS32_BYTES";
            case CTA_COUNTERS_PAD -> "CTA_COUNTERS_PAD";
            default -> "CTA_COUNTERS_" + type;
        };
    }
}
