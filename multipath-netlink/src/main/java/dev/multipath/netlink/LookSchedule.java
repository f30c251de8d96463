package dev.multipath.netlink;

import java.time.Duration;

/**
 * When a view lists again what is in doubt: soon, but not for each event of a burst, not without rest when the tables are
 * large, and everything now and then although nothing was heard. Pure; time is an argument, in {@link System#nanoTime()}.
 *
 * @param period from one complete look to the next, nanoseconds
 * @param open what must be looked at
 * @param since when the first open doubt came
 * @param notBefore rest from the last look ends then
 * @param fullLook the next complete look is due then
 * @param failures looks in a row that failed
 */
record LookSchedule(long period, Doubts open, long since, long notBefore, long fullLook, int failures) {
    /** Events of one change come together: so long the rest of them is waited for. */
    static final long GATHER = Duration.ofMillis(1).toNanos();

    /** After a look nothing is listed for so many times as long as it took: a fifth of the time at most is spent so. */
    static final int REST = 4;

    static final long MIN_REST = Duration.ofMillis(5).toNanos();
    static final long MAX_REST = Duration.ofSeconds(10).toNanos();
    static final long FIRST_RETRY = Duration.ofMillis(20).toNanos();
    private static final int MAX_DOUBLINGS = 8;

    /** A complete look was just made. */
    static LookSchedule starting(Duration period, long now) {
        long nanos = Limit.nanos(period);
        return new LookSchedule(nanos, Doubts.NONE, now, now, now + nanos, 0);
    }

    /** Something came into doubt. */
    LookSchedule doubt(Doubts more, long now) {
        if (more.isEmpty()) {
            return this;
        }
        long first = open.isEmpty() ? now : since;
        return new LookSchedule(period, open.plus(more), first, notBefore, fullLook, failures);
    }

    /** Someone wants everything looked at, at once. */
    LookSchedule demand(long now) {
        return new LookSchedule(period, Doubts.ALL, now - GATHER, now, fullLook, failures);
    }

    /** How long until a look is due: 0 or less for now. */
    long left(long now) {
        long untilFull = fullLook - now;
        return open.isEmpty() ? untilFull : Math.min(untilFull, Math.max(since + GATHER - now, notBefore - now));
    }

    /** What a look that begins now has to list. */
    Doubts subject(long now) {
        return fullLook - now <= 0 ? Doubts.ALL : open;
    }

    /** A look is over; doubts that came meanwhile come behind this. */
    LookSchedule looked(Doubts subject, long begun, long ended) {
        long rest = Math.min(MAX_REST, Math.max(MIN_REST, REST * (ended - begun)));
        long next = subject.equals(Doubts.ALL) ? ended + period : fullLook;
        return new LookSchedule(period, open.minus(subject), ended, ended + rest, next, 0);
    }

    /** A look failed: what it was for is still open, and is tried again after a pause that doubles. */
    LookSchedule failed(Doubts subject, long now) {
        long pause = Math.min(MAX_REST, FIRST_RETRY << Math.min(failures, MAX_DOUBLINGS));
        long next = Math.max(fullLook, now + pause);
        return new LookSchedule(period, open.plus(subject), now - GATHER, now + pause, next, failures + 1);
    }
}
