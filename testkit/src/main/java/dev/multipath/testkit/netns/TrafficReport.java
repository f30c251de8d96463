package dev.multipath.testkit.netns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the datagrams of a {@link TrafficStream}; all times are since its start.
 *
 * <p>A datagram <em>failed</em> when it was lost or had no route. An <em>outage</em> is a longest possible run of failed
 * datagrams in which each was sent at most a window after the one before; others, over uplinks that live, may have been
 * answered in between. It lasts from the sending of the first to the sending of the last of them: a single failure is an
 * outage of 0. The window must be well above the mean distance of datagrams that one uplink gets (4 ms for a tenth of
 * 2,500 a second), and below the distance of two faults to be told apart.
 */
public final class TrafficReport {
    /** The window of {@link #outages()}. */
    public static final Duration USUAL_WINDOW = Duration.ofMillis(250);

    private final long[] sentAt;
    private final long[] fate;

    private TrafficReport(long[] sentAt, long[] fate) {
        this.sentAt = sentAt;
        this.fate = fate;
    }

    /** Leaves out those whose fate is not known. */
    static TrafficReport of(long[] sentAt, long[] fate) {
        int kept = 0;
        for (int i = 0; i < fate.length; i++) {
            if (fate[i] != TrafficLog.UNDECIDED) {
                sentAt[kept] = sentAt[i];
                fate[kept++] = fate[i];
            }
        }
        return new TrafficReport(Arrays.copyOf(sentAt, kept), Arrays.copyOf(fate, kept));
    }

    /**
     * An outage.
     *
     * @param start when its first failed datagram was sent
     * @param length until its last one was sent
     * @param failed how many failed
     */
    public record Outage(Duration start, Duration length, int failed) {}

    /** Datagrams whose fate is known: answered, lost and without a route. */
    public int sent() {
        return fate.length;
    }

    /** Datagrams whose answer came. */
    public int answered() {
        return sent() - lost() - noRoute();
    }

    /** Datagrams that left and whose answer did not come within a second. */
    public int lost() {
        return count(TrafficLog.LOST);
    }

    /** Datagrams that the kernel refused to send: unreachable network, no address, a device gone. */
    public int noRoute() {
        return count(TrafficLog.NO_ROUTE);
    }

    private int count(long wanted) {
        int number = 0;
        for (long one : fate) {
            number += one == wanted ? 1 : 0;
        }
        return number;
    }

    /** When the lost ones were sent, and those without a route. */
    public List<Duration> failures() {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < fate.length; i++) {
            if (hasFailed(i)) {
                times.add(Duration.ofNanos(sentAt[i]));
            }
        }
        return times;
    }

    /** The outages by the usual window, in order. */
    public List<Outage> outages() {
        return outages(USUAL_WINDOW);
    }

    /** The outages, in order; see above for the window. */
    public List<Outage> outages(Duration window) {
        List<Outage> outages = new ArrayList<>();
        int first = -1;
        int last = -1;
        int failed = 0;
        for (int i = 0; i < fate.length; i++) {
            if (!hasFailed(i)) {
                continue;
            }
            if (first >= 0 && sentAt[i] - sentAt[last] > window.toNanos()) {
                outages.add(outage(first, last, failed));
                first = -1;
                failed = 0;
            }
            first = first < 0 ? i : first;
            last = i;
            failed++;
        }
        if (first >= 0) {
            outages.add(outage(first, last, failed));
        }
        return outages;
    }

    private Outage outage(int first, int last, int failed) {
        return new Outage(Duration.ofNanos(sentAt[first]), Duration.ofNanos(sentAt[last] - sentAt[first]), failed);
    }

    private boolean hasFailed(int i) {
        return fate[i] == TrafficLog.LOST || fate[i] == TrafficLog.NO_ROUTE;
    }

    /** The length of the longest outage by the usual window; zero when nothing failed. */
    public Duration longestOutage() {
        return longestOutage(USUAL_WINDOW);
    }

    /** The length of the longest outage; zero when nothing failed. */
    public Duration longestOutage(Duration window) {
        Duration longest = Duration.ZERO;
        for (Outage outage : outages(window)) {
            longest = outage.length().compareTo(longest) > 0 ? outage.length() : longest;
        }
        return longest;
    }

    /** Only those sent in this time, as {@link TrafficStream#elapsed} counts it: from inclusive, to exclusive. */
    public TrafficReport between(Duration from, Duration to) {
        int first = position(from);
        int end = Math.max(first, position(to));
        return new TrafficReport(Arrays.copyOfRange(sentAt, first, end), Arrays.copyOfRange(fate, first, end));
    }

    private int position(Duration time) {
        int found = Arrays.binarySearch(sentAt, time.toNanos());
        return found >= 0 ? found : -found - 1;
    }

    /** One line. */
    @Override
    public String toString() {
        return sent() + " sent, " + lost() + " lost, " + noRoute() + " without a route, longest outage "
                + longestOutage().toMillis() + " ms";
    }
}
