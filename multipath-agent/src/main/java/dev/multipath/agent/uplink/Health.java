package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of one family of one uplink: a value that {@link HealthPolicy} moves along.
 *
 * @param verdict what is held of it now
 * @param since monotonic nanoseconds of the last change of verdict
 * @param reason why, in an operator's words
 * @param byFact whether it went down because of a fact (carrier, device, address, gateway), and no probes have confirmed
 *     it since
 * @param factsComplete whether a packet could leave now
 * @param targets those probed; empty where only facts judge
 * @param rounds rounds sent and remembered, oldest first
 * @param settledRounds how many of the oldest of them await no answer any more
 * @param nextRound when the next round is due, monotonic nanoseconds
 * @param nextNumber the number it will have
 * @param proof meaningful while {@link Verdict#PROVING}
 * @param fast whether rounds go out at the fast interval
 * @param downAt when the last verdict fell that a late answer may take back: DOWN by the probes, from being in use
 * @param flaps when UP turned to DOWN, within the flap window
 * @param degraded loss or round trip above its threshold
 * @param excused whether it counts as alive though it does not answer: {@link LastResort}
 * @param transitions how often the verdict entered or left DOWN, for metrics
 * @param streak rounds answered in a row; below zero, rounds lost in a row
 * @param lastFall when and why it last went down, if ever
 * @param rows how often each row of the transition table was taken
 * @param fades whether it is known to fall silent and come back by itself
 */
public record Health(
        Verdict verdict,
        long since,
        String reason,
        boolean byFact,
        boolean factsComplete,
        List<TargetHealth> targets,
        List<ProbeRound> rounds,
        int settledRounds,
        long nextRound,
        long nextNumber,
        Proof proof,
        boolean fast,
        long downAt,
        List<Long> flaps,
        boolean degraded,
        boolean excused,
        long transitions,
        int streak,
        Optional<Fall> lastFall,
        TransitionCounts rows,
        Fades fades) {

    public Health {
        targets = List.copyOf(targets);
        rounds = List.copyOf(rounds);
        flaps = List.copyOf(flaps);
    }

    /** Before any round was sent. */
    static Health initial(Verdict verdict, String reason, List<ProbeTarget> targets, boolean factsComplete, long now) {
        List<TargetHealth> unseen = new ArrayList<>(targets.size());
        for (ProbeTarget target : targets) {
            unseen.add(TargetHealth.unseen(target));
        }
        return new Health(
                verdict,
                now,
                reason,
                !factsComplete,
                factsComplete,
                unseen,
                List.of(),
                0,
                now,
                1,
                Proof.started(now),
                verdict == Verdict.UNKNOWN,
                now,
                List.of(),
                false,
                false,
                0,
                0,
                verdict == Verdict.DOWN ? Optional.of(new Fall(now, reason)) : Optional.empty(),
                TransitionCounts.NONE,
                Fades.NONE);
    }

    /** As another process holds it, which has no record of its rounds. */
    public Health toldOf(Verdict told, boolean fact, boolean isDegraded, boolean isExcused, String why) {
        HealthDraft draft = new HealthDraft(this);
        draft.verdict = told;
        draft.byFact = fact;
        draft.degraded = isDegraded;
        draft.excused = isExcused;
        draft.reason = why;
        return draft.toHealth();
    }

    /** Whether traffic may be routed over it without reserve. */
    public boolean carries() {
        return verdict == Verdict.UP || verdict == Verdict.SUSPECT || verdict == Verdict.UNKNOWN;
    }

    /** Whether it is still open what the last round sent says. */
    boolean isAwaited() {
        return !rounds.isEmpty() && rounds.get(rounds.size() - 1).outcome() == ProbeRound.Outcome.OPEN;
    }

    /** Whether whoever chooses routes or reports states sees no difference to this one: an answered probe makes none. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    public boolean standsLike(Health other) {
        return this == other
                || (verdict == other.verdict
                        && degraded == other.degraded
                        && byFact == other.byFact
                        && excused == other.excused
                        && factsComplete == other.factsComplete
                        && since == other.since
                        && reason.equals(other.reason));
    }

    public UplinkState state() {
        return switch (verdict) {
            case UP -> degraded ? UplinkState.DEGRADED : UplinkState.UP;
            case SUSPECT -> UplinkState.SUSPECT;
            case DOWN -> UplinkState.DOWN;
            case PROVING -> UplinkState.PROVING;
            case UNKNOWN -> UplinkState.UNKNOWN;
        };
    }
}
