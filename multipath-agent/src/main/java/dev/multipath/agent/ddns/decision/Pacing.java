package dev.multipath.agent.ddns.decision;

import java.time.Duration;
import java.util.Optional;

/**
 * When to act: at once when something else is wanted, never twice within {@link #SPACING}, more and more rarely while it
 * fails for the same want, and now and then to see whether it still stands.
 *
 * @param <T> what is wanted
 * @param again after which time what was confirmed is looked at again
 * @param longest time between two attempts that fail
 * @param confirmed what was last found or made to stand
 * @param confirmedAt when, monotonic nanoseconds
 * @param failing what was wanted when it last failed; empty after a success
 * @param failures in a row
 * @param triedAt when something was last changed or failed; empty if never
 */
public record Pacing<T>(
        Duration again,
        Duration longest,
        Optional<T> confirmed,
        long confirmedAt,
        Optional<T> failing,
        int failures,
        Optional<Long> triedAt) {
    /** Between two changes, whatever happens. */
    public static final Duration SPACING = Duration.ofSeconds(5);

    private static final int MAX_DOUBLINGS = 20;

    public static <T> Pacing<T> fresh(Duration again, Duration longest) {
        return new Pacing<>(again, longest, Optional.empty(), 0, Optional.empty(), 0, Optional.empty());
    }

    /**
     * When to act for what is wanted.
     *
     * @return monotonic nanoseconds; {@code now} for at once
     */
    public long due(T wanted, long now) {
        boolean stands = confirmed.isPresent() && confirmed.get().equals(wanted);
        long at = stands ? confirmedAt + again.toNanos() : now;
        if (failing.isPresent() && triedAt.isPresent() && failing.get().equals(wanted)) {
            at = later(at, triedAt.get() + backOff());
        }
        return triedAt.isPresent() ? later(at, triedAt.get() + SPACING.toNanos()) : at;
    }

    private long backOff() {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        return Math.min(SPACING.toNanos() << doublings, longest.toNanos());
    }

    /** Monotonic times may be on both sides of an overflow. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** It stands. */
    public Pacing<T> confirmed(T wanted, boolean changed, long now) {
        return new Pacing<>(
                again, longest, Optional.of(wanted), now, Optional.empty(), 0, changed ? Optional.of(now) : triedAt);
    }

    /** It does not, or nobody knows. */
    public Pacing<T> failed(T wanted, long now) {
        boolean same = failing.isPresent() && failing.get().equals(wanted);
        return new Pacing<>(
                again, longest, confirmed, confirmedAt, Optional.of(wanted), same ? failures + 1 : 1, Optional.of(now));
    }
}
