package dev.multipath.agent.ddns;

import java.time.Duration;

/** Waits for uplinks to be judged and pages to answer, but not for ever. Of one thread. */
final class Patience {
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private boolean waiting;
    private long since;

    /** Whether to act: all is settled, or has not been for long. */
    boolean isOver(boolean settled, long now) {
        if (settled) {
            waiting = false;
            return true;
        }
        if (!waiting) {
            waiting = true;
            since = now;
        }
        return now - since >= LONGEST;
    }
}
