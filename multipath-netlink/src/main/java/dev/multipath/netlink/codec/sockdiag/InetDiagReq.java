package dev.multipath.netlink.codec.sockdiag;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of a question about sockets: {@code INET_DIAG_REQ_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/inet_diag.h">linux/inet_diag.h</a>
 */
public final class InetDiagReq implements AttributeNames {
    public static final int INET_DIAG_REQ_BYTECODE = 1;
    public static final int INET_DIAG_REQ_SK_BPF_STORAGES = 2;
    public static final int INET_DIAG_REQ_PROTOCOL = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new InetDiagReq();

    private InetDiagReq() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case INET_DIAG_REQ_BYTECODE -> "INET_DIAG_REQ_BYTECODE";
            case INET_DIAG_REQ_SK_BPF_STORAGES -> "INET_DIAG_REQ_SK_BPF_STORAGES";
            case INET_DIAG_REQ_PROTOCOL -> "INET_DIAG_REQ_PROTOCOL";
            default -> "INET_DIAG_REQ_" + type;
        };
    }
}
