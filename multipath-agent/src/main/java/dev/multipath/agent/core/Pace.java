package dev.multipath.agent.core;

import java.time.Duration;

/**
 * Keeps the agent from running hot when the kernel is not as wished however often it is changed, when another program
 * undoes every change, when notifications come in storms, or when everything is suspected all the time. Looks that probes
 * or carriers prompt are never held back.
 *
 * @param unsettled plans in a row after which the kernel was not as wished
 * @param idle looks in a row that found nothing to do
 * @param plans how many plans there were lately: one is forgotten every second
 * @param counted when {@code plans} was last brought up to date, monotonic nanoseconds
 * @param probes how many may still be sent
 */
record Pace(int unsettled, int idle, int plans, long counted, ProbeBudget probes) {
    /** Complete looks prompted by notifications are at least this far apart. */
    static final long LOOK_SPACING = Duration.ofMillis(5).toNanos();

    /** Likewise while another program undoes what the agent does. */
    static final long FIGHT_SPACING = Duration.ofMillis(500).toNanos();

    private static final long FIRST_RETRY = Duration.ofMillis(100).toNanos();
    private static final long LAST_RETRY = Duration.ofSeconds(5).toNanos();
    private static final long FORGET = Duration.ofSeconds(1).toNanos();

    /** So many plans in a row are applied at once. */
    private static final int MAX_UNSETTLED = 4;

    /** More plans than this lately are a fight. */
    private static final int MAX_PLANS = 8;

    /** In a storm of notifications that mean nothing, looks are {@link #LOOK_SPACING} times two to this power apart. */
    private static final int MAX_IDLE = 3;

    static Pace starting(long now) {
        return new Pace(0, 0, 0, now, ProbeBudget.full(now));
    }

    /** A look found nothing to do. */
    Pace settled() {
        return new Pace(0, Math.min(idle + 1, MAX_IDLE), plans, counted, probes);
    }

    /** A look led to a plan. */
    Pace planned(long now) {
        long forgotten = Math.min(plans, Math.max(0, now - counted) / FORGET);
        long upTo = forgotten == plans ? now : counted + forgotten * FORGET;
        return new Pace(unsettled + 1, 0, (int) (plans - forgotten) + 1, upTo, probes);
    }

    Pace probes(ProbeBudget left) {
        return new Pace(unsettled, idle, plans, counted, left);
    }

    /** Whether to look again at once after a plan. */
    boolean isSettling() {
        return unsettled <= MAX_UNSETTLED;
    }

    /** How long to wait before the same is tried again. */
    long retryDelay() {
        return Math.min(LAST_RETRY, FIRST_RETRY << Math.min(unsettled, 10));
    }

    /** How far apart two looks prompted by notifications have to be. */
    long lookSpacing() {
        return plans > MAX_PLANS ? FIGHT_SPACING : LOOK_SPACING << idle;
    }
}
