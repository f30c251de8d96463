package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of neighbours and of forwarding entries: {@code NDA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public final class Nda implements AttributeNames {
    public static final int NDA_DST = 1;
    public static final int NDA_LLADDR = 2;
    public static final int NDA_CACHEINFO = 3;
    public static final int NDA_PROBES = 4;
    public static final int NDA_VLAN = 5;
    public static final int NDA_PORT = 6;
    public static final int NDA_VNI = 7;
    public static final int NDA_IFINDEX = 8;
    public static final int NDA_MASTER = 9;
    public static final int NDA_LINK_NETNSID = 10;
    public static final int NDA_SRC_VNI = 11;
    public static final int NDA_PROTOCOL = 12;
    public static final int NDA_NH_ID = 13;
    public static final int NDA_FDB_EXT_ATTRS = 14;
    public static final int NDA_FLAGS_EXT = 15;
    public static final int NDA_NDM_STATE_MASK = 16;
    public static final int NDA_NDM_FLAGS_MASK = 17;

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
            case NDA_VLAN -> "NDA_VLAN";
            case NDA_PORT -> "NDA_PORT";
            case NDA_VNI -> "NDA_VNI";
            case NDA_IFINDEX -> "NDA_IFINDEX";
            case NDA_MASTER -> "NDA_MASTER";
            case NDA_LINK_NETNSID -> "NDA_LINK_NETNSID";
            case NDA_SRC_VNI -> "NDA_SRC_VNI";
            case NDA_PROTOCOL -> "NDA_PROTOCOL";
            case NDA_NH_ID -> "NDA_NH_ID";
            case NDA_FDB_EXT_ATTRS -> "NDA_FDB_EXT_ATTRS";
            case NDA_FLAGS_EXT -> "NDA_FLAGS_EXT";
            case NDA_NDM_STATE_MASK -> "NDA_NDM_STATE_MASK";
            case NDA_NDM_FLAGS_MASK -> "NDA_NDM_FLAGS_MASK";
            default -> "NDA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return type == NDA_FDB_EXT_ATTRS ? Nfea.NAMES : null;
    }
}
