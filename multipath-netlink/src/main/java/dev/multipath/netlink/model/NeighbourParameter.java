package dev.multipath.netlink.model;

import java.util.Map;

/**
 * One of the numbers that govern a neighbour table: {@code NDTPA_*}. Times are in milliseconds, queues in packets unless
 * the name says bytes.
 *
 * @param value 2..17, 19: those whose width is known here
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-ntable.8.html">ip-ntable(8)</a>, linux/neighbour.h
 */
public record NeighbourParameter(int value) implements Comparable<NeighbourParameter> {
    /** How many hold these parameters; only the kernel says it. */
    public static final NeighbourParameter REFERENCES = new NeighbourParameter(2);
    /** ms an answer counts, drawn at random around the base; only the kernel says it. */
    public static final NeighbourParameter REACHABLE_TIME = new NeighbourParameter(3);
    /** ms an answer counts on average. */
    public static final NeighbourParameter BASE_REACHABLE_TIME = new NeighbourParameter(4);
    /** ms between two questions. */
    public static final NeighbourParameter RETRANS_TIME = new NeighbourParameter(5);
    /** ms until an unused stale entry may be dropped. */
    public static final NeighbourParameter GC_STALE_TIME = new NeighbourParameter(6);
    /** ms between the use of a stale entry and the first question. */
    public static final NeighbourParameter DELAY_PROBE_TIME = new NeighbourParameter(7);
    /** Packets that wait for one address: an estimate from {@link #QUEUE_BYTES}. */
    public static final NeighbourParameter QUEUE_LENGTH = new NeighbourParameter(8);
    /** Questions put to a daemon. */
    public static final NeighbourParameter APP_PROBES = new NeighbourParameter(9);
    /** Questions put to the known link-layer address. */
    public static final NeighbourParameter UNICAST_PROBES = new NeighbourParameter(10);
    /** Questions put to everyone. */
    public static final NeighbourParameter MULTICAST_PROBES = new NeighbourParameter(11);
    /** ms an answer for an anycast address waits at most. */
    public static final NeighbourParameter ANYCAST_DELAY = new NeighbourParameter(12);
    /** ms a proxy's answer waits at most. */
    public static final NeighbourParameter PROXY_DELAY = new NeighbourParameter(13);
    /** Questions for proxies that may wait. */
    public static final NeighbourParameter PROXY_QUEUE_LENGTH = new NeighbourParameter(14);
    /** ms during which a new link-layer address is not replaced. */
    public static final NeighbourParameter LOCK_TIME = new NeighbourParameter(15);
    /** Bytes that wait for one address. */
    public static final NeighbourParameter QUEUE_BYTES = new NeighbourParameter(16);
    /** Questions put to everyone after those to the known address had no answer. */
    public static final NeighbourParameter MULTICAST_REPROBES = new NeighbourParameter(17);
    /** ms between two questions about a managed entry. */
    public static final NeighbourParameter INTERVAL_PROBE_TIME = new NeighbourParameter(19);

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(2, "refcnt"),
            Map.entry(3, "reachable"),
            Map.entry(4, "base_reachable"),
            Map.entry(5, "retrans"),
            Map.entry(6, "gc_stale"),
            Map.entry(7, "delay_probe"),
            Map.entry(8, "queue"),
            Map.entry(9, "app_probes"),
            Map.entry(10, "ucast_probes"),
            Map.entry(11, "mcast_probes"),
            Map.entry(12, "anycast_delay"),
            Map.entry(13, "proxy_delay"),
            Map.entry(14, "proxy_queue"),
            Map.entry(15, "locktime"),
            Map.entry(16, "queue_bytes"),
            Map.entry(17, "mcast_reprobes"),
            Map.entry(19, "interval_probe_time_ms"));

    /** @throws IllegalArgumentException for the number of what is no parameter */
    public NeighbourParameter {
        if (!isParameter(value)) {
            throw new IllegalArgumentException("no parameter of a neighbour table: " + value);
        }
    }

    /** Whether this attribute number is a parameter known here, whose width can be told. */
    public static boolean isParameter(int value) {
        return value >= 2 && value <= 19 && value != 18;
    }

    /** Whether it has 64 bits on the wire: the times. Else it has 32. */
    public boolean isTime() {
        return switch (value) {
            case 3, 4, 5, 6, 7, 12, 13, 15, 19 -> true;
            default -> false;
        };
    }

    /** Whether only the kernel says it. */
    public boolean isReadOnly() {
        return value == 2 || value == 3;
    }

    @Override
    public int compareTo(NeighbourParameter other) {
        return Integer.compare(value, other.value);
    }

    /** As {@code ip ntable} names it. */
    @Override
    public String toString() {
        return WORDS.getOrDefault(value, Integer.toString(value));
    }
}
