package dev.multipath.testkit.kernel;

/** The fake kernel's time: it stands still until {@link FakeKernel#advance} moves it. */
final class FakeClock {
    /** What the kernel's interfaces count time by: a hundredth of a second. */
    static final long TICK = 10_000_000;

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private long now;

    /** Nanoseconds since the kernel was made. */
    long now() {
        return now;
    }

    void set(long time) {
        now = time;
    }

    /** That much later; never rather than beyond the end of time. */
    long after(long nanos) {
        return nanos > NEVER - now ? NEVER : now + nanos;
    }
}
