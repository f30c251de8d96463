package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes inside {@code NHA_GROUP_STATS}: {@code NHA_GROUP_STATS_ENTRY}, once for each member.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NhaGroupStats implements AttributeNames {
    public static final int NHA_GROUP_STATS_ENTRY = 1;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new NhaGroupStats();

    private NhaGroupStats() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NHA_GROUP_STATS_ENTRY -> "NHA_GROUP_STATS_ENTRY";
            default -> "NHA_GROUP_STATS_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return switch (type) {
            case NHA_GROUP_STATS_ENTRY -> NhaGroupStatsEntry.NAMES;
            default -> null;
        };
    }
}
