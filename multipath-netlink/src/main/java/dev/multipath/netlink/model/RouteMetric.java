package dev.multipath.netlink.model;

/**
 * The name of a number in {@code RTA_METRICS}: {@code RTAX_*}, open-ended.
 *
 * @param value the attribute type inside RTA_METRICS, 1..0x3fff
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/rtnetlink.h RTAX_*
 */
public record RouteMetric(int value) implements Comparable<RouteMetric> {
    /** Bytes. */
    public static final RouteMetric MTU = new RouteMetric(2);
    /** Limit of the window told to peers, bytes. */
    public static final RouteMetric WINDOW = new RouteMetric(3);
    /** Round trip time, in 1/8 ms. */
    public static final RouteMetric RTT = new RouteMetric(4);
    /** Round trip variance, in 1/4 ms. */
    public static final RouteMetric RTTVAR = new RouteMetric(5);

    /** First slow start threshold, segments. */
    public static final RouteMetric SSTHRESH = new RouteMetric(6);
    /** Limit of the congestion window, segments. */
    public static final RouteMetric CWND = new RouteMetric(7);
    /** Segment size told to TCP peers, bytes. */
    public static final RouteMetric ADVMSS = new RouteMetric(8);
    /** First reordering, segments. */
    public static final RouteMetric REORDERING = new RouteMetric(9);
    /** Hop limit of packets sent. */
    public static final RouteMetric HOPLIMIT = new RouteMetric(10);
    /** First congestion window, segments. */
    public static final RouteMetric INITCWND = new RouteMetric(11);
    /** Bits; 1 = explicit congestion notification. */
    public static final RouteMetric FEATURES = new RouteMetric(12);
    /** Minimal retransmission time-out, in ms. */
    public static final RouteMetric RTO_MIN = new RouteMetric(13);

    /** First receive window, segments. */
    public static final RouteMetric INITRWND = new RouteMetric(14);
    /** 1 = acknowledge at once. */
    public static final RouteMetric QUICKACK = new RouteMetric(15);
    /** 1 = TCP fast open without cookies. */
    public static final RouteMetric FASTOPEN_NO_COOKIE = new RouteMetric(17);

    /** @throws IllegalArgumentException outside 0..0x3fff */
    public RouteMetric {
        OpenNumber.check(value, 0x3fff, "route metric");
    }

    @Override
    public int compareTo(RouteMetric other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteMetric that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
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
