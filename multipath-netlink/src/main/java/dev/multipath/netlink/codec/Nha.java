package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of nexthop objects: {@code NHA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class Nha implements AttributeNames {
    public static final int NHA_ID = 1;
    public static final int NHA_GROUP = 2;
    public static final int NHA_GROUP_TYPE = 3;
    public static final int NHA_BLACKHOLE = 4;
    public static final int NHA_OIF = 5;
    public static final int NHA_GATEWAY = 6;
    public static final int NHA_ENCAP_TYPE = 7;
    public static final int NHA_ENCAP = 8;
    public static final int NHA_GROUPS = 9;
    public static final int NHA_MASTER = 10;
    public static final int NHA_FDB = 11;
    public static final int NHA_RES_GROUP = 12;
    public static final int NHA_RES_BUCKET = 13;
    public static final int NHA_OP_FLAGS = 14;
    public static final int NHA_GROUP_STATS = 15;
    public static final int NHA_HW_STATS_ENABLE = 16;
    public static final int NHA_HW_STATS_USED = 17;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Nha();

    private Nha() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NHA_ID -> "NHA_ID";
            case NHA_GROUP -> "NHA_GROUP";
            case NHA_GROUP_TYPE -> "NHA_GROUP_TYPE";
            case NHA_BLACKHOLE -> "NHA_BLACKHOLE";
            case NHA_OIF -> "NHA_OIF";
            case NHA_GATEWAY -> "NHA_GATEWAY";
            case NHA_ENCAP_TYPE -> "NHA_ENCAP_TYPE";
            case NHA_ENCAP -> "NHA_ENCAP";
            case NHA_GROUPS -> "NHA_GROUPS";
            case NHA_MASTER -> "NHA_MASTER";
            case NHA_FDB -> "NHA_FDB";
            case NHA_RES_GROUP -> "NHA_RES_GROUP";
            case NHA_RES_BUCKET -> "NHA_RES_BUCKET";
            case NHA_OP_FLAGS -> "NHA_OP_FLAGS";
            case NHA_GROUP_STATS -> "NHA_GROUP_STATS";
            case NHA_HW_STATS_ENABLE -> "NHA_HW_STATS_ENABLE";
            case NHA_HW_STATS_USED -> "NHA_HW_STATS_USED";
            default -> "NHA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return switch (type) {
            case NHA_RES_GROUP -> NhaResGroup.NAMES;
            case NHA_RES_BUCKET -> NhaResBucket.NAMES;
            case NHA_GROUP_STATS -> NhaGroupStats.NAMES;
            default -> null;
        };
    }
}
