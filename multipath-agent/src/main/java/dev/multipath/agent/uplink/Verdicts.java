package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.uplink.ProbeRound.Fate;
import dev.multipath.agent.uplink.ProbeRound.Outcome;

/** The part of {@link HealthPolicy} that draws conclusions from what became of rounds and probes. */
final class Verdicts {
    private Verdicts() {}

    /** A probe of this round was answered or lost. */
    static void settle(HealthDraft draft, int index, ProbeConfig probe, long now) {
        ProbeRound round = draft.rounds.get(index);
        Outcome weighed = round.weigh(quorum(draft, probe));
        if (weighed != Outcome.OPEN && weighed != round.outcome()) {
            boolean inTime = round.outcome() == Outcome.OPEN;
            draft.rounds.set(index, round.outcome(weighed));
            draft.count(weighed == Outcome.ANSWERED, now);
            if (weighed == Outcome.ANSWERED) {
                roundAnswered(draft, round, inTime, now);
                if (draft.fast) {
                    draft.probeSlowly(now + probe.interval().toNanos());
                }
            } else {
                roundLost(draft, round, now);
            }
        }
        judgeQuality(draft, probe);
    }

    /** DOWN, if too many fast probes to too many targets were lost. */
    static void bury(HealthDraft draft, String why, ProbeConfig probe, long now) {
        if (draft.fast && tooFewAlive(draft, probe, now)) {
            draft.goDown(false, why + " from " + deadTargets(draft, probe, now), probe, now);
        }
    }

    static void acceptProof(HealthDraft draft, ProbeConfig probe, long now) {
        draft.acceptProof(HealthPolicy.holdUp(draft.flaps.size(), probe), probe.rise(), now);
    }

    private static void roundAnswered(HealthDraft draft, ProbeRound round, boolean inTime, long now) {
        switch (draft.verdict) {
            case UNKNOWN -> {
                draft.take(Transition.UNKNOWN_ANSWERED);
                draft.become(Verdict.UP, now, "answers");
            }
            case SUSPECT -> {
                draft.take(Transition.SUSPECT_ANSWERED);
                draft.become(Verdict.UP, now, inTime ? "answers again" : "answered late");
            }
            case DOWN, PROVING -> answeredOutOfUse(draft, round, inTime, now);
            case UP -> {}
        }
    }

    private static void answeredOutOfUse(HealthDraft draft, ProbeRound round, boolean inTime, long now) {
        if (draft.isBeforeVerdict(round)) {
            draft.retract(now);
        } else if (draft.verdict == Verdict.DOWN && draft.excused && draft.fellFromUse()) {
            draft.acquit(now);
        } else if (draft.verdict == Verdict.DOWN) {
            draft.startProving(true, now);
        } else {
            draft.take(Transition.PROVING_ANSWERED);
            if (inTime && !round.fast()) {
                draft.proof = draft.proof.round(true);
            }
        }
    }

    private static void roundLost(HealthDraft draft, ProbeRound round, long now) {
        boolean proving = draft.verdict == Verdict.PROVING && !round.fast();
        if (draft.verdict == Verdict.UP) {
            draft.take(Transition.UP_ROUND_LOST);
            draft.become(Verdict.SUSPECT, now, "a round of probes was lost");
        } else if (proving) {
            draft.take(Transition.PROVING_ROUND_LOST);
            draft.proof = draft.proof.round(false);
        }
        if (!draft.fast && (proving || draft.verdict == Verdict.SUSPECT)) {
            draft.probeFast(now);
        }
    }

    private static void judgeQuality(HealthDraft draft, ProbeConfig probe) {
        boolean unjudged = draft.verdict == Verdict.DOWN || draft.verdict == Verdict.UNKNOWN;
        boolean degraded = unjudged
                ? draft.degraded
                : Quality.degraded(draft.degraded, draft.targets, quorum(draft, probe), probe);
        if (degraded != draft.degraded) {
            draft.take(degraded ? Transition.QUALITY_LOST : Transition.QUALITY_REGAINED);
        }
        draft.degraded = degraded;
    }

    private static boolean tooFewAlive(HealthDraft draft, ProbeConfig probe, long now) {
        int alive = 0;
        for (int target = 0; target < draft.targets.size(); target++) {
            if (!isDead(draft, target, probe, now)) {
                alive++;
            }
        }
        return alive < quorum(draft, probe);
    }

    private static boolean isDead(HealthDraft draft, int target, ProbeConfig probe, long now) {
        TargetHealth known = draft.targets.get(target);
        return known.fastLost() >= probe.fall() && known.isSilent(probe, firstUnanswered(draft, target, now), now);
    }

    /** When the oldest probe was sent of those after the last one that this target answered. */
    private static long firstUnanswered(HealthDraft draft, int target, long now) {
        long sentAt = now;
        for (int index = draft.rounds.size() - 1; index >= 0; index--) {
            ProbeRound round = draft.rounds.get(index);
            if (round.fates().get(target) == Fate.ANSWERED) {
                return sentAt;
            }
            sentAt = round.sentAt();
        }
        return sentAt;
    }

    /** No more answers are asked for than there are targets: a gateway alone is one. */
    private static int quorum(HealthDraft draft, ProbeConfig probe) {
        return Math.min(probe.quorum(), draft.targets.size());
    }

    private static String deadTargets(HealthDraft draft, ProbeConfig probe, long now) {
        StringBuilder names = new StringBuilder();
        for (int target = 0; target < draft.targets.size(); target++) {
            if (isDead(draft, target, probe, now)) {
                names.append(names.length() == 0 ? "" : ", ")
                        .append(draft.targets.get(target).address());
            }
        }
        return names.toString();
    }
}
