package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * How full the table is: {@code CTA_STATS_GLOBAL_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaStatsGlobal implements AttributeNames {
    public static final int CTA_STATS_GLOBAL_ENTRIES = 1;
    public static final int CTA_STATS_GLOBAL_MAX_ENTRIES = 2;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaStatsGlobal();

    private CtaStatsGlobal() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_STATS_GLOBAL_ENTRIES -> "CTA_STATS_GLOBAL_ENTRIES";
            case CTA_STATS_GLOBAL_MAX_ENTRIES -> "CTA_STATS_GLOBAL_MAX_ENTRIES";
            default -> "CTA_STATS_GLOBAL_" + type;
        };
    }
}
