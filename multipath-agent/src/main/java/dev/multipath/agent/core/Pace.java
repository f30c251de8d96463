package dev.multipath.agent.core;

import dev.multipath.agent.plan.DesiredState;
import java.time.Duration;

/**
 * Keeps the agent from running hot when the kernel is not as wished however often it is changed, when another program
 * undoes every change, or when notifications come in storms. Looks that probes or carriers prompt are never held back.
 *
 * @param unsettled plans in a row after which the kernel was not as wished
 * @param idle looks in a row that found nothing to do
 * @param plans how many plans there were lately: one is forgotten every second
 * @param repairs how many of them, likewise, that wished for nothing new: the kernel had lost or never taken what it was
 *     given
 * @param counted when both were last brought up to date, monotonic nanoseconds
 * @param wished what the last look led to wish for
 * @param probes how many may still be sent
 */
record Pace(int unsettled, int idle, int plans, int repairs, long counted, DesiredState wished, ProbeBudget probes) {
    /** Complete looks prompted by notifications are at least this far apart. */
    static final long LOOK_SPACING = Duration.ofMillis(5).toNanos();

    /** Likewise while facts change all the time: no further than carriers are looked at. */
    static final long UNREST_SPACING = AgentCore.CARRIER_PERIOD;

    /** Likewise while another program undoes what the agent does. */
    static final long FIGHT_SPACING = Duration.ofMillis(500).toNanos();

    private static final long FIRST_RETRY = Duration.ofMillis(100).toNanos();
    private static final long LAST_RETRY = Duration.ofSeconds(5).toNanos();
    private static final long FORGET = Duration.ofSeconds(1).toNanos();

    /** So many plans in a row are applied at once. */
    private static final int MAX_UNSETTLED = 4;

    /** More plans than this lately are no accident. */
    private static final int MAX_PLANS = 24;

    /** More repairs than this lately are a fight. */
    private static final int MAX_REPAIRS = 8;

    /** In a storm of notifications that mean nothing, looks are {@link #LOOK_SPACING} times two to this power apart. */
    private static final int MAX_IDLE = 3;

    static Pace starting(long now) {
        return new Pace(0, 0, 0, 0, now, DesiredState.NOTHING, ProbeBudget.full(now));
    }

    /** A look found nothing to do for what is wished. */
    Pace settled(DesiredState wish) {
        return new Pace(0, Math.min(idle + 1, MAX_IDLE), plans, repairs, counted, wish, probes);
    }

    /** A look led to a plan for what is wished. */
    Pace planned(DesiredState wish, long now) {
        long seconds = Math.max(0, now - counted) / FORGET;
        int still = (int) Math.max(0, plans - seconds);
        int stillRepairs = (int) Math.max(0, repairs - seconds);
        boolean repair = wish.asksLike(wished);
        long upTo = still == 0 ? now : counted + seconds * FORGET;
        return new Pace(unsettled + 1, 0, still + 1, repair ? stillRepairs + 1 : stillRepairs, upTo, wish, probes);
    }

    Pace probes(ProbeBudget left) {
        return new Pace(unsettled, idle, plans, repairs, counted, wished, left);
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
        if (repairs > MAX_REPAIRS) {
            return FIGHT_SPACING;
        }
        return plans > MAX_PLANS ? UNREST_SPACING : LOOK_SPACING << idle;
    }
}
