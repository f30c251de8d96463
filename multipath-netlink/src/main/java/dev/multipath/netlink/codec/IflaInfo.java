package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes inside {@code IFLA_LINKINFO}: {@code IFLA_INFO_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/if_link.h">linux/if_link.h</a>
 */
public final class IflaInfo implements AttributeNames {
    public static final int IFLA_INFO_KIND = 1;
    public static final int IFLA_INFO_DATA = 2;
    public static final int IFLA_INFO_XSTATS = 3;
    public static final int IFLA_INFO_SLAVE_KIND = 4;
    public static final int IFLA_INFO_SLAVE_DATA = 5;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new IflaInfo();

    private IflaInfo() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case IFLA_INFO_KIND -> "IFLA_INFO_KIND";
            case IFLA_INFO_DATA -> "IFLA_INFO_DATA";
            case IFLA_INFO_XSTATS -> "IFLA_INFO_XSTATS";
            case IFLA_INFO_SLAVE_KIND -> "IFLA_INFO_SLAVE_KIND";
            case IFLA_INFO_SLAVE_DATA -> "IFLA_INFO_SLAVE_DATA";
            default -> "IFLA_INFO_" + type;
        };
    }
}
