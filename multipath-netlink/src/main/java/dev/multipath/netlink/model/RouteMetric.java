package dev.multipath.netlink.model;

/**
 * The name of a number in {@code RTA_METRICS}: {@code RTAX_*}, open-ended.
 *
 * @param value the attribute type inside RTA_METRICS, 1..0x3fff
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/rtnetlink.h RTAX_*
 */
public record RouteMetric(int value) implements Comparable<RouteMetric> {
    public static final RouteMetric MTU = new RouteMetric(2);
    public static final RouteMetric WINDOW = new RouteMetric(3);
    /** Round trip time, in 1/8 ms. */
    public static final RouteMetric RTT = new RouteMetric(4);
    /** Round trip variance, in 1/4 ms. */
    public static final RouteMetric RTTVAR = new RouteMetric(5);

    public static final RouteMetric SSTHRESH = new RouteMetric(6);
    public static final RouteMetric CWND = new RouteMetric(7);
    public static final RouteMetric ADVMSS = new RouteMetric(8);
    public static final RouteMetric REORDERING = new RouteMetric(9);
    public static final RouteMetric HOPLIMIT = new RouteMetric(10);
    public static final RouteMetric INITCWND = new RouteMetric(11);
    public static final RouteMetric FEATURES = new RouteMetric(12);
    /** Minimal retransmission time-out, in ms. */
    public static final RouteMetric RTO_MIN = new RouteMetric(13);

    public static final RouteMetric INITRWND = new RouteMetric(14);
    public static final RouteMetric QUICKACK = new RouteMetric(15);
    public static final RouteMetric FASTOPEN_NO_COOKIE = new RouteMetric(17);

    public RouteMetric {
        OpenNumber.check(value, 0x3fff, "route metric");
    }

    @Override
    public int compareTo(RouteMetric other) {
        return Integer.compare(value, other.value);
    }

    /** As {@code ip route} names it. */
    @Override
    public String toString() {
        return switch (value) {
            case 2 -> "mtu";
            case 3 -> "window";
            case 4 -> "rtt";
            case 5 -> "rttvar";
            case 6 -> "ssthresh";
            case 7 -> "cwnd";
            case 8 -> "advmss";
            case 9 -> "reordering";
            case 10 -> "hoplimit";
            case 11 -> "initcwnd";
            case 12 -> "features";
            case 13 -> "rto_min";
            case 14 -> "initrwnd";
            case 15 -> "quickack";
            case 17 -> "fastopen_no_cookie";
            default -> "metric " + value;
        };
    }
}
