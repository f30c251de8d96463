package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of namespace ids: {@code NETNSA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/net_namespace.h">linux/net_namespace.h</a>
 */
public final class Netnsa implements AttributeNames {
    public static final int NETNSA_NSID = 1;
    public static final int NETNSA_PID = 2;
    public static final int NETNSA_FD = 3;
    public static final int NETNSA_TARGET_NSID = 4;
    public static final int NETNSA_CURRENT_NSID = 5;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Netnsa();

    private Netnsa() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NETNSA_NSID -> "NETNSA_NSID";
            case NETNSA_PID -> "NETNSA_PID";
            case NETNSA_FD -> "NETNSA_FD";
            case NETNSA_TARGET_NSID -> "NETNSA_TARGET_NSID";
            case NETNSA_CURRENT_NSID -> "NETNSA_CURRENT_NSID";
            default -> "NETNSA_" + type;
        };
    }
}
