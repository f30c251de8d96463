package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of neighbours: {@code NDA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public final class Nda implements AttributeNames {
    public static final int NDA_DST = 1;
    public static final int NDA_LLADDR = 2;
    public static final int NDA_CACHEINFO = 3;
    public static final int NDA_PROBES = 4;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Nda();

    private Nda() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NDA_DST -> "NDA_DST";
            case NDA_LLADDR -> "NDA_LLADDR";
            case NDA_CACHEINFO -> "NDA_CACHEINFO";
            case NDA_PROBES -> "NDA_PROBES";
            default -> "NDA_" + type;
        };
    }
}
