package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes inside {@code NHA_RES_GROUP}: {@code NHA_RES_GROUP_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NhaResGroup implements AttributeNames {
    public static final int NHA_RES_GROUP_PAD = 0;
    public static final int NHA_RES_GROUP_BUCKETS = 1;
    public static final int NHA_RES_GROUP_IDLE_TIMER = 2;
    public static final int NHA_RES_GROUP_UNBALANCED_TIMER = 3;
    public static final int NHA_RES_GROUP_UNBALANCED_TIME = 4;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new NhaResGroup();

    private NhaResGroup() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NHA_RES_GROUP_PAD -> "NHA_RES_GROUP_PAD";
            case NHA_RES_GROUP_BUCKETS -> "NHA_RES_GROUP_BUCKETS";
            case NHA_RES_GROUP_IDLE_TIMER -> "NHA_RES_GROUP_IDLE_TIMER";
            case NHA_RES_GROUP_UNBALANCED_TIMER -> "NHA_RES_GROUP_UNBALANCED_TIMER";
            case NHA_RES_GROUP_UNBALANCED_TIME -> "NHA_RES_GROUP_UNBALANCED_TIME";
            default -> "NHA_RES_GROUP_" + type;
        };
    }
}
