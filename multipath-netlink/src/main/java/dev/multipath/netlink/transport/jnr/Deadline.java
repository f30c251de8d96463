package dev.multipath.netlink.transport.jnr;

import java.time.Duration;

/** When a wait is over, in {@link System#nanoTime()}. */
final class Deadline {
    static final Deadline NEVER = new Deadline(true, 0);

    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    /** More than a year is "for ever": no overflow to think of. */
    private static final long LONGEST_SECONDS = 400L * 24 * 3600;

    private final boolean never;
    private final long nanoTime;

    private Deadline(boolean never, long nanoTime) {
        this.never = never;
        this.nanoTime = nanoTime;
    }

    /** From now; a negative duration never ends. */
    static Deadline in(Duration duration) {
        if (duration.isNegative() || duration.toSeconds() > LONGEST_SECONDS) {
            return NEVER;
        }
        return new Deadline(false, System.nanoTime() + duration.toNanos());
    }

    boolean isOver() {
        return !never && nanoTime - System.nanoTime() <= 0;
    }

    /** What is left, as poll(2) takes it: rounded up to a millisecond, −1 for ever. */
    int milliseconds() {
        if (never) {
            return -1;
        }
        long left = nanoTime - System.nanoTime();
        if (left <= 0) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, (left + NANOS_PER_MILLISECOND - 1) / NANOS_PER_MILLISECOND);
    }
}
