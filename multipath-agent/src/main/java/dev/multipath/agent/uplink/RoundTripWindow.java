package dev.multipath.agent.uplink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The round trips of the last slow probes to one target, in nanoseconds; kept only where {@code rtt-degraded} judges them.
 *
 * @param recent oldest first, at most {@value #CAPACITY}
 */
public record RoundTripWindow(List<Long> recent) {
    /** The largest number of answers looked back on. */
    public static final int CAPACITY = 9;

    /** Fewer say nothing. */
    public static final int ENOUGH = 5;

    public static final RoundTripWindow EMPTY = new RoundTripWindow(List.of());

    public RoundTripWindow {
        recent = List.copyOf(recent);
    }

    public RoundTripWindow push(long roundTrip) {
        List<Long> next = new ArrayList<>(recent);
        next.add(roundTrip);
        return new RoundTripWindow(next.subList(Math.max(0, next.size() - CAPACITY), next.size()));
    }

    /** Whether there are enough, and most of them are longer. */
    boolean mostlyAbove(long threshold) {
        return recent.size() >= ENOUGH && median() > threshold;
    }

    /** Whether there are enough, and most of them are no longer than that. */
    boolean mostlyWithin(long threshold) {
        return recent.size() >= ENOUGH && median() <= threshold;
    }

    /** Of what there is; of an even number the lower one of the two in the middle. */
    long median() {
        List<Long> sorted = new ArrayList<>(recent);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }
}
