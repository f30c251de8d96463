package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import java.util.Optional;

/** A {@link Health} under change: lives inside one call of {@link HealthPolicy}, never outside it. */
final class HealthDraft {
    Verdict verdict;
    long since;
    String reason;
    boolean byFact;
    boolean factsComplete;
    final DraftList<TargetHealth> targets;
    final DraftList<ProbeRound> rounds;
    long nextRound;
    long nextNumber;
    Proof proof;
    boolean fast;
    long downAt;
    final DraftList<Long> flaps;
    boolean degraded;
    boolean excused;
    long transitions;
    int streak;
    Optional<Fall> lastFall;
    Fades fades;
    private TransitionCounts rows;
    /** How many of the oldest rounds await no answer, at least: that never changes again. */
    private int settled;

    HealthDraft(Health health) {
        verdict = health.verdict();
        since = health.since();
        reason = health.reason();
        byFact = health.byFact();
        factsComplete = health.factsComplete();
        targets = new DraftList<>(health.targets());
        rounds = new DraftList<>(health.rounds());
        nextRound = health.nextRound();
        nextNumber = health.nextNumber();
        proof = health.proof();
        fast = health.fast();
        downAt = health.downAt();
        flaps = new DraftList<>(health.flaps());
        degraded = health.degraded();
        excused = health.excused();
        transitions = health.transitions();
        streak = health.streak();
        lastFall = health.lastFall();
        rows = health.rows();
        settled = health.settledRounds();
        fades = health.fades();
    }

    Health toHealth() {
        return new Health(
                verdict,
                since,
                reason,
                byFact,
                factsComplete,
                targets.toList(),
                rounds.toList(),
                settledRounds(),
                nextRound,
                nextNumber,
                proof,
                fast,
                downAt,
                flaps.toList(),
                degraded,
                excused,
                transitions,
                streak,
                lastFall,
                rows,
                fades);
    }

    /** Writes down that this row of the table is being taken. */
    void take(Transition row) {
        rows = rows.plus(row);
    }

    /** One round more is decided. */
    void count(boolean answered, long now) {
        fades = answered ? fades.answered(-streak, now) : fades;
        int before = answered ? Math.max(streak, 0) : Math.min(streak, 0);
        streak = answered ? before + 1 : before - 1;
    }

    void become(Verdict next, long now, String why) {
        if ((verdict == Verdict.DOWN) != (next == Verdict.DOWN)) {
            transitions++;
        }
        if (verdict != next) {
            since = now;
        }
        verdict = next;
        excused &= next == Verdict.DOWN;
        reason = why;
    }

    /** Speeds up: the next round goes out now, and losses are counted from here. */
    void probeFast(long now) {
        fast = true;
        nextRound = now;
        forgetFastLosses();
    }

    void probeSlowly(long next) {
        fast = false;
        nextRound = next;
        forgetFastLosses();
    }

    /**
     * DOWN, from whatever it was. Only a verdict of the probes over an uplink in use can be retracted by a late answer;
     * one that was DOWN by its probes stays so when a fact is lost as well.
     */
    void goDown(boolean fact, String why, ProbeConfig probe, long now) {
        take(fact ? Transition.FACT_LOST : deadRow());
        lastFall = Optional.of(new Fall(now, why));
        boolean wasUp = verdict == Verdict.UP || verdict == Verdict.SUSPECT;
        flaps.removeIf(flap -> now - flap >= probe.flapWindow().toNanos());
        if (wasUp) {
            flaps.add(now);
        }
        if (wasUp || verdict == Verdict.UNKNOWN) {
            downAt = now;
        }
        excused &= !fact;
        degraded &= !fact;
        fades = fact ? fades.interrupted() : fades;
        byFact = fact && (verdict != Verdict.DOWN || byFact);
        become(Verdict.DOWN, now, why);
        probeSlowly(now + probe.interval().toNanos());
        forgetLosses();
    }

    private Transition deadRow() {
        return switch (verdict) {
            case UNKNOWN -> Transition.UNKNOWN_DEAD;
            case UP, SUSPECT -> Transition.SUSPECT_DEAD;
            case DOWN -> Transition.DOWN_DEAD;
            case PROVING -> Transition.PROVING_DEAD;
        };
    }

    /** Whether the round was sent before the last verdict that a late answer may take back. */
    boolean isBeforeVerdict(ProbeRound round) {
        return !byFact && round.sentAt() - downAt < 0;
    }

    /** Whether it is out of use by its verdict. */
    boolean isOut() {
        return verdict == Verdict.DOWN || verdict == Verdict.PROVING;
    }

    /** Whether the present DOWN ended use, or what might be used, rather than a proof. */
    boolean fellFromUse() {
        return since == downAt;
    }

    /** UP as if the verdict had never fallen. */
    void retract(long now) {
        take(verdict == Verdict.DOWN ? Transition.DOWN_RETRACTED : Transition.PROVING_RETRACTED);
        forgive(now, "answered late: the verdict is retracted");
    }

    /** UP, because not the uplink was at fault. */
    void acquit(long now) {
        take(Transition.DOWN_ACQUITTED);
        forgive(now, "answers again: the targets were at fault, not the uplink");
    }

    private void forgive(long now, String why) {
        flaps.remove(downAt);
        forgetLosses();
        become(Verdict.UP, now, why);
    }

    /** @param answered whether a round did, which is the first of the proof; else facts alone began it */
    void startProving(boolean answered, long now) {
        take(answered ? Transition.DOWN_ANSWERED : Transition.DOWN_UNPROBED);
        forgetLosses();
        become(Verdict.PROVING, now, answered ? "answers; held up" : "held up");
        proof = answered ? Proof.started(now).round(true) : Proof.started(now);
    }

    /** UP once the hold-up is over and was clean enough; if it was not, it starts anew. */
    void acceptProof(long holdUp, int rise, long now) {
        if (verdict != Verdict.PROVING || fast || now - proof.since() < holdUp) {
            return;
        }
        if (proof.isTooLossy()) {
            take(Transition.PROVING_REPEATED);
            proof = Proof.started(now);
        } else if (targets.isEmpty() || proof.answeredInRow() >= rise) {
            take(Transition.PROVING_ACCEPTED);
            become(Verdict.UP, now, "proved itself");
            byFact = false;
        }
    }

    /** Index of a round that is still remembered, or −1. */
    int indexOf(long number) {
        if (rounds.isEmpty()) {
            return -1;
        }
        long index = number - rounds.get(0).number();
        return index < 0 || index >= rounds.size() ? -1 : (int) index;
    }

    /** How many of the oldest rounds await no answer any more. */
    int settledRounds() {
        while (settled < rounds.size() && !rounds.get(settled).isPending()) {
            settled++;
        }
        return settled;
    }

    void forgetOldestRound() {
        rounds.remove(0);
        settled = Math.max(0, settled - 1);
    }

    void forgetRounds() {
        rounds.clear();
        settled = 0;
    }

    /** What was lost while it was dead says nothing of how good it is when it lives. */
    private void forgetLosses() {
        targets.replaceAll(TargetHealth::unjudged);
    }

    private void forgetFastLosses() {
        targets.replaceAll(TargetHealth::fastLossesForgotten);
    }
}
