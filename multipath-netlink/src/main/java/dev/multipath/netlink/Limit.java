package dev.multipath.netlink;

import dev.multipath.netlink.transport.ErrnoException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds an exchange, and what happened to it. The clock is first read when something has to be waited for: the
 * acknowledgement of a change is there before it is asked for, and then costs neither a look at the clock nor an object.
 */
final class Limit {
    /** A wait looks this often whether its thread was interrupted: the price of an overdue answer, never of one in time. */
    static final Duration SLICE = Duration.ofMillis(20);

    private static final long SLICE_NANOS = SLICE.toNanos();
    /** Whoever says so much means "for ever"; his number of nanoseconds may not fit. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Ticker ticker;
    private Duration timeout = Duration.ZERO;
    private boolean running;
    private long deadline;
    /** Changes, or a full receive buffer, disturbed a dump. */
    boolean disturbed;
    /** How many objects a dump brought. */
    int objects;
    /** The kernel dropped something. */
    @Nullable
    ErrnoException overrun;

    Limit(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Begins anew, with the clock not yet looked at. */
    void reset(Duration newTimeout) {
        timeout = newTimeout;
        running = false;
        disturbed = false;
        objects = 0;
        overrun = null;
    }

    /** A duration in nanoseconds, a century at most. */
    static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
    }

    Duration timeout() {
        return timeout;
    }

    /** Lets the time run, from the first call on. */
    void start() {
        if (!running) {
            running = true;
            deadline = ticker.nanos() + nanos(timeout);
        }
    }

    /** Whether the time is over; {@link #start()} comes first. */
    boolean isOver() {
        return deadline - ticker.nanos() <= 0;
    }

    /** How long to wait at a time; zero when the time is over. */
    Duration slice() {
        long left = deadline - ticker.nanos();
        return left >= SLICE_NANOS ? SLICE : Duration.ofNanos(Math.max(0, left));
    }
}
