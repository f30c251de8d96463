package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.uplink.ProbeRound.Fate;
import dev.multipath.agent.uplink.ProbeRound.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides whether one family of an uplink lives, from facts and probes. Pure: time is an argument.
 *
 * <p>A <em>round</em> is one probe to each target. It is answered once {@code quorum} targets answered in time, lost
 * once too few still can. A target is <em>dead</em> once {@code fall} fast probes to it in a row were lost.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>what happens</th><th>to</th><th>and</th></tr>
 * <tr><td>UNKNOWN</td><td>round answered</td><td>UP</td><td>slow probes</td></tr>
 * <tr><td>UNKNOWN</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>slow probes</td></tr>
 * <tr><td>UNKNOWN</td><td>nothing to probe</td><td>UP</td><td>facts alone judge</td></tr>
 * <tr><td>UP</td><td>round lost</td><td>SUSPECT</td><td>fast probes at once</td></tr>
 * <tr><td>SUSPECT</td><td>round answered, however late</td><td>UP</td><td>slow probes</td></tr>
 * <tr><td>SUSPECT</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>a flap; slow probes</td></tr>
 * <tr><td>DOWN, PROVING</td><td>round sent before the verdict answered</td><td>UP</td><td>verdict retracted: no
 * hold-up, no flap, longer deadline</td></tr>
 * <tr><td>DOWN</td><td>round sent after the verdict answered</td><td>PROVING</td><td>hold-up starts; slow probes</td></tr>
 * <tr><td>DOWN</td><td>facts complete again</td><td>DOWN</td><td>fast probes at once</td></tr>
 * <tr><td>DOWN</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>slow probes; no longer by a fact</td></tr>
 * <tr><td>DOWN</td><td>facts complete, nothing to probe</td><td>PROVING</td><td>hold-up starts</td></tr>
 * <tr><td>PROVING</td><td>round lost</td><td>PROVING</td><td>fast probes at once; the loss counts</td></tr>
 * <tr><td>PROVING</td><td>round answered</td><td>PROVING</td><td>slow probes</td></tr>
 * <tr><td>PROVING</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>starts again at the next answer; no
 * flap</td></tr>
 * <tr><td>PROVING</td><td>hold-up over, last {@code rise} rounds answered, at most 10 % of its rounds
 * lost</td><td>UP</td><td></td></tr>
 * <tr><td>PROVING</td><td>hold-up over, more than 10 % of its rounds lost</td><td>PROVING</td><td>hold-up starts
 * again</td></tr>
 * <tr><td>any</td><td>carrier, device, address or gateway lost</td><td>DOWN</td><td>at once; a flap if it was UP or
 * SUSPECT; no probes</td></tr>
 * </table>
 *
 * <p>Hold-up doubles with every further flap within {@code flap-window}, up to {@code hold-up-max}. Loss and round trip
 * mark a living uplink degraded: {@link Quality}.
 */
public final class HealthPolicy {
    /** Rounds this old are forgotten; an answer to them is no longer believed to be one. */
    static final long MEMORY = Duration.ofSeconds(30).toNanos();

    /** No more rounds than this are remembered, whatever their age. */
    static final int MAX_ROUNDS = 256;

    private static final String FACTS_ALONE = "nothing to probe: facts alone judge";

    private HealthPolicy() {}

    /** At the start of the agent: in use at once if the facts allow it, judged by fast probes. */
    public static Health start(List<ProbeTarget> targets, Optional<String> missing, long now) {
        if (missing.isPresent()) {
            return Health.initial(Verdict.DOWN, missing.get(), targets, false, now);
        }
        return targets.isEmpty()
                ? Health.initial(Verdict.UP, FACTS_ALONE, targets, true, now)
                : Health.initial(Verdict.UNKNOWN, "not probed yet", targets, true, now);
    }

    /** At the start of the agent, when an earlier run had taken the uplink out: it has to prove itself. */
    public static Health leftOut(List<ProbeTarget> targets, Optional<String> missing, long now) {
        if (missing.isPresent()) {
            return start(targets, missing, now);
        }
        String reason = "an earlier run had taken it out; waiting for an answer";
        HealthDraft draft = new HealthDraft(Health.initial(Verdict.DOWN, reason, targets, true, now));
        waitForAnswer(draft, now);
        return draft.toHealth();
    }

    /** The facts as of now: what is missing for a packet to leave, if anything. */
    public static Health facts(Health health, Optional<String> missing, ProbeConfig probe, long now) {
        boolean complete = missing.isEmpty();
        HealthDraft draft = new HealthDraft(health);
        draft.factsComplete = complete;
        if (!complete && health.factsComplete()) {
            draft.goDown(true, missing.get(), probe, now);
            draft.rounds.clear();
        } else if (!complete) {
            draft.reason = missing.get();
        } else if (!health.factsComplete()) {
            draft.reason = "was down: " + health.reason() + "; waiting for an answer";
            waitForAnswer(draft, now);
        }
        return draft.toHealth();
    }

    /** Other targets, because the configuration or a probed gateway changed. What is the same stays known. */
    public static Health retarget(Health health, List<ProbeTarget> targets, long now) {
        List<ProbeTarget> current = new ArrayList<>();
        for (TargetHealth target : health.targets()) {
            current.add(target.address());
        }
        if (current.equals(targets)) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.targets.clear();
        for (ProbeTarget address : targets) {
            int known = current.indexOf(address);
            draft.targets.add(
                    known < 0 ? TargetHealth.unseen(address) : health.targets().get(known));
        }
        draft.rounds.clear();
        draft.nextRound = now;
        if (targets.isEmpty()) {
            factsAlone(draft, now);
        }
        return draft.toHealth();
    }

    /**
     * Time passed: overdue probes are lost, a finished proof is accepted, and a due round is sent.
     *
     * @param patient true right after the agent itself was held up: answers may be waiting unread, so nothing is lost yet
     * @return the same object where nothing was due
     */
    public static Health tick(Health health, ProbeConfig probe, boolean patient, long now) {
        if (nextWake(health, probe) - now > 0) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        if (!patient) {
            expire(draft, probe, now);
            forget(draft, probe, now);
        }
        acceptProof(draft, probe, now);
        if (!draft.targets.isEmpty() && now - draft.nextRound >= 0) {
            send(draft, probe, now);
        }
        return draft.toHealth();
    }

    /**
     * A target answered.
     *
     * @param round number of the round the answered probe belongs to
     * @param target index of the target
     * @param receivedAt when the answer came, monotonic nanoseconds, not after {@code now}; empty if it may have lain
     *     unread, so that nothing can be said of the round trip
     */
    public static Health answered(
            Health health, long round, int target, OptionalLong receivedAt, ProbeConfig probe, long now) {
        HealthDraft draft = new HealthDraft(health);
        int index = draft.indexOf(round);
        if (index < 0 || target >= draft.targets.size()) {
            return health;
        }
        ProbeRound sent = draft.rounds.get(index);
        Fate before = sent.fates().get(target);
        if (before == Fate.ANSWERED) {
            return health;
        }
        TargetHealth known = draft.targets.get(target).heard();
        if (receivedAt.isPresent()) {
            known = known.measured(receivedAt.getAsLong() - sent.sentAt());
        }
        if (!sent.fast()) {
            LossWindow window = known.window();
            known = known.recorded(before == Fate.LOST ? window.forgiveNewest() : window.push(false));
        }
        draft.targets.set(target, known);
        draft.rounds.set(index, sent.fate(target, Fate.ANSWERED));
        settle(draft, index, probe, now);
        judgeQuality(draft, probe);
        acceptProof(draft, probe, now);
        return draft.toHealth();
    }

    /** A router or this machine refused to carry a probe: it is lost, and nothing more is waited for. */
    public static Health refused(Health health, long round, int target, String why, ProbeConfig probe, long now) {
        HealthDraft draft = new HealthDraft(health);
        int index = draft.indexOf(round);
        if (index < 0 || target >= draft.targets.size()) {
            return health;
        }
        if (draft.rounds.get(index).fates().get(target) != Fate.PENDING) {
            return health;
        }
        lose(draft, index, target, why, probe, now);
        return draft.toHealth();
    }

    /**
     * A family without targets of its own: its own facts, and under them the other family's verdict, unless that fell for
     * facts of the other family.
     */
    public static Health following(Health own, Health leader) {
        boolean judged = !leader.byFact() && !leader.targets().isEmpty();
        boolean bound =
                own.verdict() == Verdict.UP || (own.verdict() == Verdict.PROVING && leader.verdict() == Verdict.DOWN);
        if (!judged || !bound) {
            return own;
        }
        HealthDraft draft = new HealthDraft(own);
        draft.verdict = leader.verdict();
        draft.since = leader.since();
        draft.reason = leader.reason();
        draft.degraded = leader.degraded();
        return draft.toHealth();
    }

    /** When {@link #tick} has something to do next, monotonic nanoseconds. */
    public static long nextWake(Health health, ProbeConfig probe) {
        if (!health.factsComplete()) {
            return Long.MAX_VALUE;
        }
        long wake = health.targets().isEmpty() ? Long.MAX_VALUE : health.nextRound();
        for (int index = health.settledRounds(); index < health.rounds().size(); index++) {
            ProbeRound round = health.rounds().get(index);
            for (int target = 0; target < round.fates().size(); target++) {
                if (round.fates().get(target) == Fate.PENDING) {
                    wake = Math.min(wake, deadline(health.targets(), target, round, probe));
                }
            }
        }
        if (isRipe(health, probe)) {
            wake = Math.min(wake, health.proof().since() + holdUp(health.flaps().size(), probe));
        }
        return wake;
    }

    /** Whether its proof will be decided, one way or the other, by nothing but the end of its hold-up. */
    private static boolean isRipe(Health health, ProbeConfig probe) {
        Proof proof = health.proof();
        boolean enough = health.targets().isEmpty() || proof.answeredInRow() >= probe.rise();
        return health.verdict() == Verdict.PROVING && !health.fast() && (enough || proof.isTooLossy());
    }

    /** The hold-up in force after this many flaps within the window, in nanoseconds. */
    public static long holdUp(int flaps, ProbeConfig probe) {
        long base = probe.holdUp().toNanos();
        long cap = probe.holdUpMax().toNanos();
        for (int i = 1; i < flaps && base < cap; i++) {
            base *= 2;
        }
        return Math.min(base, cap);
    }

    /** DOWN, and nothing in the way of a packet any more. */
    private static void waitForAnswer(HealthDraft draft, long now) {
        draft.probeFast(now);
        if (draft.targets.isEmpty()) {
            factsAlone(draft, now);
        }
    }

    private static void factsAlone(HealthDraft draft, long now) {
        draft.probeSlowly(now);
        if (draft.factsComplete && draft.verdict == Verdict.DOWN) {
            draft.startProving(false, now);
        } else if (draft.factsComplete && draft.verdict != Verdict.PROVING) {
            draft.become(Verdict.UP, now, FACTS_ALONE);
        }
    }

    private static long deadline(List<TargetHealth> targets, int target, ProbeRound round, ProbeConfig probe) {
        return round.sentAt() + TargetHealth.patience(targets, target, probe);
    }

    private static void send(HealthDraft draft, ProbeConfig probe, long now) {
        draft.rounds.add(ProbeRound.sent(draft.nextNumber++, now, draft.fast, draft.targets.size()));
        long interval = (draft.fast ? probe.fastInterval() : probe.interval()).toNanos();
        long onTime = draft.nextRound + interval;
        draft.nextRound = onTime - now > 0 ? onTime : now + interval;
    }

    private static void expire(HealthDraft draft, ProbeConfig probe, long now) {
        for (int index = 0; index < draft.rounds.size(); index++) {
            for (int target = 0; target < draft.targets.size(); target++) {
                ProbeRound round = draft.rounds.get(index);
                if (round.fates().get(target) == Fate.PENDING
                        && now - deadline(draft.targets, target, round, probe) >= 0) {
                    lose(draft, index, target, "no answer", probe, now);
                }
            }
        }
    }

    /** What is forgotten before it was answered is lost, however patient the configuration. */
    private static void forget(HealthDraft draft, ProbeConfig probe, long now) {
        while (!draft.rounds.isEmpty()
                && (now - draft.rounds.get(0).sentAt() > MEMORY || draft.rounds.size() > MAX_ROUNDS)) {
            for (int target = 0; target < draft.targets.size(); target++) {
                if (draft.rounds.get(0).fates().get(target) == Fate.PENDING) {
                    lose(draft, 0, target, "no answer", probe, now);
                }
            }
            draft.rounds.remove(0);
        }
    }

    private static void lose(HealthDraft draft, int index, int target, String why, ProbeConfig probe, long now) {
        ProbeRound round = draft.rounds.get(index);
        TargetHealth known = draft.targets.get(target).lost(round.fast());
        draft.targets.set(
                target, round.fast() ? known : known.recorded(known.window().push(true)));
        draft.rounds.set(index, round.fate(target, Fate.LOST));
        settle(draft, index, probe, now);
        judgeQuality(draft, probe);
        if (draft.fast && tooFewAlive(draft, probe)) {
            draft.goDown(false, why + " from " + deadTargets(draft, probe), probe, now);
        }
    }

    private static void settle(HealthDraft draft, int index, ProbeConfig probe, long now) {
        ProbeRound round = draft.rounds.get(index);
        Outcome weighed = round.weigh(quorum(draft, probe));
        if (weighed == Outcome.OPEN || weighed == round.outcome()) {
            return;
        }
        boolean inTime = round.outcome() == Outcome.OPEN;
        draft.rounds.set(index, round.outcome(weighed));
        if (weighed == Outcome.ANSWERED) {
            roundAnswered(draft, round, inTime, now);
            if (draft.fast) {
                draft.probeSlowly(now + probe.interval().toNanos());
            }
        } else {
            roundLost(draft, round, now);
        }
    }

    private static void roundAnswered(HealthDraft draft, ProbeRound round, boolean inTime, long now) {
        switch (draft.verdict) {
            case UNKNOWN -> draft.become(Verdict.UP, now, "answers");
            case SUSPECT -> draft.become(Verdict.UP, now, inTime ? "answers again" : "answered late");
            case DOWN, PROVING -> {
                if (draft.isBeforeVerdict(round)) {
                    draft.retract(now);
                } else if (draft.verdict == Verdict.DOWN) {
                    draft.startProving(true, now);
                } else if (inTime && !round.fast()) {
                    draft.proof = draft.proof.round(true);
                }
            }
            case UP -> {}
        }
    }

    private static void roundLost(HealthDraft draft, ProbeRound round, long now) {
        boolean proving = draft.verdict == Verdict.PROVING && !round.fast();
        if (draft.verdict == Verdict.UP) {
            draft.become(Verdict.SUSPECT, now, "a round of probes was lost");
        } else if (proving) {
            draft.proof = draft.proof.round(false);
        }
        if (!draft.fast && (proving || draft.verdict == Verdict.SUSPECT)) {
            draft.probeFast(now);
        }
    }

    private static void acceptProof(HealthDraft draft, ProbeConfig probe, long now) {
        draft.acceptProof(holdUp(draft.flaps.size(), probe), probe.rise(), now);
    }

    private static void judgeQuality(HealthDraft draft, ProbeConfig probe) {
        draft.degraded = draft.verdict != Verdict.DOWN
                && Quality.degraded(draft.degraded, draft.targets, quorum(draft, probe), probe);
    }

    private static boolean tooFewAlive(HealthDraft draft, ProbeConfig probe) {
        int alive = 0;
        for (TargetHealth target : draft.targets) {
            if (target.fastLost() < probe.fall()) {
                alive++;
            }
        }
        return alive < quorum(draft, probe);
    }

    /** No more answers are asked for than there are targets: a gateway alone is one. */
    private static int quorum(HealthDraft draft, ProbeConfig probe) {
        return Math.min(probe.quorum(), draft.targets.size());
    }

    private static String deadTargets(HealthDraft draft, ProbeConfig probe) {
        StringBuilder names = new StringBuilder();
        for (TargetHealth target : draft.targets) {
            if (target.fastLost() >= probe.fall()) {
                names.append(names.length() == 0 ? "" : ", ").append(target.address());
            }
        }
        return names.toString();
    }
}
