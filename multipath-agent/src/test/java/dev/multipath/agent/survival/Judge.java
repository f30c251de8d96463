package dev.multipath.agent.survival;

import java.time.Duration;

/** Gives the verdicts; pure. */
final class Judge {
    /** The bound for a connection that shall not notice. */
    static final Duration GAP = Duration.ofMillis(50);

    private final long now;
    private final long stall;
    private final long recently;

    /**
     * For what was seen at one moment.
     *
     * @param now {@link System#nanoTime} then
     * @param stall how much longer than usual this machine itself had no answers, in nanoseconds
     */
    Judge(long now, long stall) {
        this.now = now;
        this.stall = stall;
        this.recently = Duration.ofMillis(400).toNanos() + stall;
    }

    Verdict of(Seen seen) {
        if (seen.hasEnded()) {
            return Verdict.ENDED;
        }
        if (now - seen.lastAnswer() > recently) {
            return Verdict.HUNG;
        }
        if (seen.now() != seen.before()) {
            return Verdict.MOVED;
        }
        return seen.gap() - stall < GAP.toNanos() ? Verdict.UNTOUCHED : Verdict.PAUSED;
    }
}
