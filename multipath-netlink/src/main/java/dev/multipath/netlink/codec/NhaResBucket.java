package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes inside {@code NHA_RES_BUCKET}: {@code NHA_RES_BUCKET_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NhaResBucket implements AttributeNames {
    public static final int NHA_RES_BUCKET_PAD = 0;
    public static final int NHA_RES_BUCKET_INDEX = 1;
    public static final int NHA_RES_BUCKET_IDLE_TIME = 2;
    public static final int NHA_RES_BUCKET_NH_ID = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new NhaResBucket();

    private NhaResBucket() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NHA_RES_BUCKET_PAD -> "NHA_RES_BUCKET_PAD";
            case NHA_RES_BUCKET_INDEX -> "NHA_RES_BUCKET_INDEX";
            case NHA_RES_BUCKET_IDLE_TIME -> "NHA_RES_BUCKET_IDLE_TIME";
            case NHA_RES_BUCKET_NH_ID -> "NHA_RES_BUCKET_NH_ID";
            default -> "NHA_RES_BUCKET_" + type;
        };
    }
}
