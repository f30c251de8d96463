package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes inside {@code NHA_GROUP_STATS_ENTRY}: {@code NHA_GROUP_STATS_ENTRY_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NhaGroupStatsEntry implements AttributeNames {
    public static final int NHA_GROUP_STATS_ENTRY_ID = 1;
    public static final int NHA_GROUP_STATS_ENTRY_PACKETS = 2;
    public static final int NHA_GROUP_STATS_ENTRY_PACKETS_HW = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new NhaGroupStatsEntry();

    private NhaGroupStatsEntry() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NHA_GROUP_STATS_ENTRY_ID -> "NHA_GROUP_STATS_ENTRY_ID";
            case NHA_GROUP_STATS_ENTRY_PACKETS -> "NHA_GROUP_STATS_ENTRY_PACKETS";
            case NHA_GROUP_STATS_ENTRY_PACKETS_HW -> "NHA_GROUP_STATS_ENTRY_PACKETS_HW";
            default -> "NHA_GROUP_STATS_ENTRY_" + type;
        };
    }
}
