package dev.multipath.testkit.netns;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for something to become so, within a bound, instead of sleeping and hoping. */
public final class Await {
    private static final long PAUSE_NANOS = 2_000_000;

    private Await() {}

    /**
     * Waits until a condition holds; looks every two milliseconds, and once more when the time is over.
     *
     * @param what is awaited, for the message of the failure
     * @throws AssertionError when it does not hold in time; at once, when the condition itself throws
     */
    public static void until(Duration atMost, String what, Callable<Boolean> condition) {
        until(atMost, what, condition, holds -> holds);
    }

    /**
     * Waits until a value is as wanted.
     *
     * @param what is awaited, for the message of the failure, which also has the last value seen
     * @param value looked up each time
     * @return the value that was as wanted
     * @throws AssertionError when it is not so in time; at once, when looking it up throws
     */
    public static <T> T until(Duration atMost, String what, Callable<T> value, Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean last = System.nanoTime() - deadline >= 0;
            T seen = look(what, value);
            if (wanted.test(seen)) {
                return seen;
            }
            if (last) {
                throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what + "; last seen: " + seen);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting: " + what + "; last seen: " + seen);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Watches that a condition holds all the time.
     *
     * @param what must hold, for the message of the failure
     * @throws AssertionError the first time it does not
     */
    public static void always(Duration during, String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + during.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!look(what, condition)) {
                throw new AssertionError("not any more: " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while watching: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static <T> T look(String what, Callable<T> value) {
        try {
            return value.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting: " + what, e);
        } catch (Exception e) {
            throw new AssertionError("while waiting: " + what + ": " + e, e);
        }
    }
}
