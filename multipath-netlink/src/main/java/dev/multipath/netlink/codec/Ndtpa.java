package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Parameters of a neighbour table, its own or of one interface: {@code NDTPA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public final class Ndtpa implements AttributeNames {
    public static final int NDTPA_IFINDEX = 1;
    public static final int NDTPA_REFCNT = 2;
    public static final int NDTPA_REACHABLE_TIME = 3;
    public static final int NDTPA_BASE_REACHABLE_TIME = 4;
    public static final int NDTPA_RETRANS_TIME = 5;
    public static final int NDTPA_GC_STALETIME = 6;
    public static final int NDTPA_DELAY_PROBE_TIME = 7;
    public static final int NDTPA_QUEUE_LEN = 8;
    public static final int NDTPA_APP_PROBES = 9;
    public static final int NDTPA_UCAST_PROBES = 10;
    public static final int NDTPA_MCAST_PROBES = 11;
    public static final int NDTPA_ANYCAST_DELAY = 12;
    public static final int NDTPA_PROXY_DELAY = 13;
    public static final int NDTPA_PROXY_QLEN = 14;
    public static final int NDTPA_LOCKTIME = 15;
    public static final int NDTPA_QUEUE_LENBYTES = 16;
    public static final int NDTPA_MCAST_REPROBES = 17;
    public static final int NDTPA_PAD = 18;
    public static final int NDTPA_INTERVAL_PROBE_TIME_MS = 19;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Ndtpa();

    private Ndtpa() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case NDTPA_IFINDEX -> "NDTPA_IFINDEX";
            case NDTPA_REFCNT -> "NDTPA_REFCNT";
            case NDTPA_REACHABLE_TIME -> "NDTPA_REACHABLE_TIME";
            case NDTPA_BASE_REACHABLE_TIME -> "NDTPA_BASE_REACHABLE_TIME";
            case NDTPA_RETRANS_TIME -> "NDTPA_RETRANS_TIME";
            case NDTPA_GC_STALETIME -> "NDTPA_GC_STALETIME";
            case NDTPA_DELAY_PROBE_TIME -> "NDTPA_DELAY_PROBE_TIME";
            case NDTPA_QUEUE_LEN -> "NDTPA_QUEUE_LEN";
            case NDTPA_APP_PROBES -> "NDTPA_APP_PROBES";
            case NDTPA_UCAST_PROBES -> "NDTPA_UCAST_PROBES";
            case NDTPA_MCAST_PROBES -> "NDTPA_MCAST_PROBES";
            case NDTPA_ANYCAST_DELAY -> "NDTPA_ANYCAST_DELAY";
            case NDTPA_PROXY_DELAY -> "NDTPA_PROXY_DELAY";
            case NDTPA_PROXY_QLEN -> "NDTPA_PROXY_QLEN";
            case NDTPA_LOCKTIME -> "NDTPA_LOCKTIME";
            case NDTPA_QUEUE_LENBYTES -> "NDTPA_QUEUE_LENBYTES";
            case NDTPA_MCAST_REPROBES -> "NDTPA_MCAST_REPROBES";
            case NDTPA_PAD -> "NDTPA_PAD";
            case NDTPA_INTERVAL_PROBE_TIME_MS -> "NDTPA_INTERVAL_PROBE_TIME_MS";
            default -> "NDTPA_" + type;
        };
    }
}
