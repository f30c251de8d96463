package dev.multipath.testkit.sim;

/** Virtual monotonic time, in nanoseconds. It stands still until the {@link Simulation} that owns it moves it. */
public final class SimClock {
    /** Where it starts: not at 0, which some code takes for "never". */
    public static final long START = 1_000_000_000L;

    private long now = START;

    SimClock() {}

    /** As {@link System#nanoTime()}. */
    public long nanos() {
        return now;
    }

    /** Nanoseconds since the start of the simulation. */
    public long elapsed() {
        return now - START;
    }

    void advanceTo(long then) {
        if (then < now) {
            throw new IllegalArgumentException("time does not run backwards: " + then + " after " + now);
        }
        now = then;
    }

    /** Seconds since the start, to the millisecond. */
    @Override
    public String toString() {
        // Before every line of a log: a format string would take as long as many an event.
        long thousandths = 1_000 + elapsed() / 1_000_000 % 1_000;
        return elapsed() / 1_000_000_000 + "." + Long.toString(thousandths).substring(1);
    }
}
