package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of neighbour tables: {@code NDTA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public final class Ndta implements AttributeNames {
    public static final int NDTA_NAME = 1;
    public static final int NDTA_THRESH1 = 2;
    public static final int NDTA_THRESH2 = 3;
    public static final int NDTA_THRESH3 = 4;
    public static final int NDTA_CONFIG = 5;
    public static final int NDTA_PARMS = 6;
    public static final int NDTA_STATS = 7;
    public static final int NDTA_GC_INTERVAL = 8;
    public static final int NDTA_PAD = 9;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Ndta();

    private Ndta() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NDTA_NAME -> "NDTA_NAME";
            case NDTA_THRESH1 -> "NDTA_THRESH1";
            case NDTA_THRESH2 -> "NDTA_THRESH2";
            case NDTA_THRESH3 -> "NDTA_THRESH3";
            case NDTA_CONFIG -> "NDTA_CONFIG";
            case NDTA_PARMS -> "NDTA_PARMS";
            case NDTA_STATS -> "NDTA_STATS";
            case NDTA_GC_INTERVAL -> "NDTA_GC_INTERVAL";
            case NDTA_PAD -> "NDTA_PAD";
            default -> "NDTA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return type == NDTA_PARMS ? Ndtpa.NAMES : null;
    }
}
