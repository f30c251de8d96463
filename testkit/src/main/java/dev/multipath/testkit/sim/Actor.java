package dev.multipath.testkit.sim;

/** A part of a {@link Simulation} that knows by itself when it has to run next: a process with timers. */
public interface Actor {
    /** Its answer when nothing is due. */
    long NEVER = Long.MAX_VALUE;

    /** Virtual nanoseconds; what lies in the past is due now. Asked before every event. */
    long nextWake();

    /** Runs it; {@link #nextWake} must lie in the future afterwards, sooner or later. */
    void wake();
}
