package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * What {@code NDA_FDB_EXT_ATTRS} holds: {@code NFEA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public final class Nfea implements AttributeNames {
    public static final int NFEA_ACTIVITY_NOTIFY = 1;
    public static final int NFEA_DONT_REFRESH = 2;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Nfea();

    private Nfea() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NFEA_ACTIVITY_NOTIFY -> "NFEA_ACTIVITY_NOTIFY";
            case NFEA_DONT_REFRESH -> "NFEA_DONT_REFRESH";
            default -> "NFEA_" + type;
        };
    }
}
