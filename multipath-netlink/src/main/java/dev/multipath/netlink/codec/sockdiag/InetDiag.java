package dev.multipath.netlink.codec.sockdiag;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of a socket: {@code INET_DIAG_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/inet_diag.h">linux/inet_diag.h</a>
 */
public final class InetDiag implements AttributeNames {
    public static final int INET_DIAG_MEMINFO = 1;
    public static final int INET_DIAG_INFO = 2;
    public static final int INET_DIAG_VEGASINFO = 3;
    public static final int INET_DIAG_CONG = 4;
    public static final int INET_DIAG_TOS = 5;
    public static final int INET_DIAG_TCLASS = 6;
    public static final int INET_DIAG_SKMEMINFO = 7;
    public static final int INET_DIAG_SHUTDOWN = 8;
    public static final int INET_DIAG_DCTCPINFO = 9;
    public static final int INET_DIAG_PROTOCOL = 10;
    public static final int INET_DIAG_SKV6ONLY = 11;
    public static final int INET_DIAG_LOCALS = 12;
    public static final int INET_DIAG_PEERS = 13;
    public static final int INET_DIAG_PAD = 14;
    public static final int INET_DIAG_MARK = 15;
    public static final int INET_DIAG_BBRINFO = 16;
    public static final int INET_DIAG_CLASS_ID = 17;
    public static final int INET_DIAG_MD5SIG = 18;
    public static final int INET_DIAG_ULP_INFO = 19;
    public static final int INET_DIAG_SK_BPF_STORAGES = 20;
    public static final int INET_DIAG_CGROUP_ID = 21;
    public static final int INET_DIAG_SOCKOPT = 22;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new InetDiag();

    private InetDiag() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case INET_DIAG_MEMINFO -> "INET_DIAG_MEMINFO";
            case INET_DIAG_INFO -> "INET_DIAG_INFO";
            case INET_DIAG_VEGASINFO -> "INET_DIAG_VEGASINFO";
            case INET_DIAG_CONG -> "INET_DIAG_CONG";
            case INET_DIAG_TOS -> "INET_DIAG_TOS";
            case INET_DIAG_TCLASS -> "INET_DIAG_TCLASS";
            case INET_DIAG_SKMEMINFO -> "INET_DIAG_SKMEMINFO";
            case INET_DIAG_SHUTDOWN -> "INET_DIAG_SHUTDOWN";
            case INET_DIAG_DCTCPINFO -> "INET_DIAG_DCTCPINFO";
            case INET_DIAG_PROTOCOL -> "INET_DIAG_PROTOCOL";
            case INET_DIAG_SKV6ONLY -> "INET_DIAG_SKV6ONLY";
            case INET_DIAG_LOCALS -> "INET_DIAG_LOCALS";
            case INET_DIAG_PEERS -> "INET_DIAG_PEERS";
            case INET_DIAG_PAD -> "INET_DIAG_PAD";
            case INET_DIAG_MARK -> "INET_DIAG_MARK";
            case INET_DIAG_BBRINFO -> "INET_DIAG_BBRINFO";
            case INET_DIAG_CLASS_ID -> "INET_DIAG_CLASS_ID";
            case INET_DIAG_MD5SIG -> "INET_DIAG_MD5SIG";
            case INET_DIAG_ULP_INFO -> "INET_DIAG_ULP_INFO";
            case INET_DIAG_SK_BPF_STORAGES -> "INET_DIAG_SK_BPF_STORAGES";
            case INET_DIAG_CGROUP_ID -> "INET_DIAG_CGROUP_ID";
            case INET_DIAG_SOCKOPT -> "INET_DIAG_SOCKOPT";
            default -> "INET_DIAG_" + type;
        };
    }
}
