package dev.multipath.testkit.netns;

import java.util.Arrays;

/** What a {@link TrafficStream} writes down: for each datagram when it was sent, and what became of it. */
final class TrafficLog {
    /** No fate yet. */
    static final long UNDECIDED = -1;

    static final long LOST = -2;
    static final long NO_ROUTE = -3;

    private static final int FIRST_CAPACITY = 16 * 1024;

    private long[] sentAt = new long[FIRST_CAPACITY];
    private long[] fate = new long[FIRST_CAPACITY];
    private int count;

    /** Notes a datagram and returns its number. */
    synchronized int sent(long at) {
        if (count == sentAt.length) {
            sentAt = Arrays.copyOf(sentAt, 2 * count);
            fate = Arrays.copyOf(fate, 2 * count);
        }
        sentAt[count] = at;
        fate[count] = UNDECIDED;
        return count++;
    }

    synchronized void answered(int number, long at) {
        fate[number] = at;
    }

    synchronized void lost(int number) {
        fate[number] = LOST;
    }

    synchronized void noRoute(int number) {
        fate[number] = NO_ROUTE;
    }

    synchronized TrafficReport report() {
        return TrafficReport.of(Arrays.copyOf(sentAt, count), Arrays.copyOf(fate, count));
    }
}
