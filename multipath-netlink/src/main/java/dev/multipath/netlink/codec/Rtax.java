package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Metrics inside {@code RTA_METRICS}: {@code RTAX_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/rtnetlink.h">linux/rtnetlink.h</a>
 */
public final class Rtax implements AttributeNames {
    public static final int RTAX_LOCK = 1;
    public static final int RTAX_MTU = 2;
    public static final int RTAX_WINDOW = 3;
    public static final int RTAX_RTT = 4;
    public static final int RTAX_RTTVAR = 5;
    public static final int RTAX_SSTHRESH = 6;
    public static final int RTAX_CWND = 7;
    public static final int RTAX_ADVMSS = 8;
    public static final int RTAX_REORDERING = 9;
    public static final int RTAX_HOPLIMIT = 10;
    public static final int RTAX_INITCWND = 11;
    public static final int RTAX_FEATURES = 12;
    public static final int RTAX_RTO_MIN = 13;
    public static final int RTAX_INITRWND = 14;
    public static final int RTAX_QUICKACK = 15;
    public static final int RTAX_CC_ALGO = 16;
    public static final int RTAX_FASTOPEN_NO_COOKIE = 17;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Rtax();

    private Rtax() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case RTAX_LOCK -> "RTAX_LOCK";
            case RTAX_MTU -> "RTAX_MTU";
            case RTAX_WINDOW -> "RTAX_WINDOW";
            case RTAX_RTT -> "RTAX_RTT";
            case RTAX_RTTVAR -> "RTAX_RTTVAR";
            case RTAX_SSTHRESH -> "RTAX_SSTHRESH";
            case RTAX_CWND -> "RTAX_CWND";
            case RTAX_ADVMSS -> "RTAX_ADVMSS";
            case RTAX_REORDERING -> "RTAX_REORDERING";
            case RTAX_HOPLIMIT -> "RTAX_HOPLIMIT";
            case RTAX_INITCWND -> "RTAX_INITCWND";
            case RTAX_FEATURES -> "RTAX_FEATURES";
            case RTAX_RTO_MIN -> "RTAX_RTO_MIN";
            case RTAX_INITRWND -> "RTAX_INITRWND";
            case RTAX_QUICKACK -> "RTAX_QUICKACK";
            case RTAX_CC_ALGO -> "RTAX_CC_ALGO";
            case RTAX_FASTOPEN_NO_COOKIE -> "RTAX_FASTOPEN_NO_COOKIE";
            default -> "RTAX_" + type;
        };
    }
}
