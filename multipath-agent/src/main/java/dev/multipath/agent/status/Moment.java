package dev.multipath.agent.status;

import java.time.Instant;

/**
 * One instant on two clocks: what the wall says, and the monotonic clock the agent counts by. Taken anew for every
 * answer, so that a wall clock set right meanwhile is right for what was before.
 *
 * @param nanos as of {@link System#nanoTime}
 */
public record Moment(Instant wall, long nanos) {

    public static Moment now() {
        return new Moment(Instant.ofEpochMilli(System.currentTimeMillis()), System.nanoTime());
    }

    /** What the wall would have said then, to the millisecond. */
    public Instant wallOf(long thenNanos) {
        return Instant.ofEpochMilli(wall.toEpochMilli() + (thenNanos - nanos) / 1_000_000);
    }
}
