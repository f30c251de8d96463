package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of addresses: {@code IFA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/if_addr.h">linux/if_addr.h</a>
 */
public final class Ifa implements AttributeNames {
    public static final int IFA_ADDRESS = 1;
    public static final int IFA_LOCAL = 2;
    public static final int IFA_LABEL = 3;
    public static final int IFA_BROADCAST = 4;
    public static final int IFA_ANYCAST = 5;
    public static final int IFA_CACHEINFO = 6;
    public static final int IFA_MULTICAST = 7;
    public static final int IFA_FLAGS = 8;
    public static final int IFA_RT_PRIORITY = 9;
    public static final int IFA_TARGET_NETNSID = 10;
    public static final int IFA_PROTO = 11;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Ifa();

    private Ifa() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case IFA_ADDRESS -> "IFA_ADDRESS";
            case IFA_LOCAL -> "IFA_LOCAL";
            case IFA_LABEL -> "IFA_LABEL";
            case IFA_BROADCAST -> "IFA_BROADCAST";
            case IFA_ANYCAST -> "IFA_ANYCAST";
            case IFA_CACHEINFO -> "IFA_CACHEINFO";
            case IFA_MULTICAST -> "IFA_MULTICAST";
            case IFA_FLAGS -> "IFA_FLAGS";
            case IFA_RT_PRIORITY -> "IFA_RT_PRIORITY";
            case IFA_TARGET_NETNSID -> "IFA_TARGET_NETNSID";
            case IFA_PROTO -> "IFA_PROTO";
            default -> "IFA_" + type;
        };
    }
}
