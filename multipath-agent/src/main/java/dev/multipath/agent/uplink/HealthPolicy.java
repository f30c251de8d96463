package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.uplink.ProbeRound.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides whether one family of an uplink lives, from facts and probes. Pure: time is an argument.
 *
 * <p>A <em>round</em> is one probe to each target. It is answered once {@code quorum} targets answered in time, lost
 * once too few still can. A target is <em>dead</em> once {@code fall} fast probes to it in a row were lost and,
 * where its answers are known to take longer than {@code timeout}, nothing came for that long.
 *
 * <table>
 * <caption>Transitions, each named by its {@link Transition}</caption>
 * <tr><th>row</th><th>from</th><th>what happens</th><th>to</th><th>and</th></tr>
 * <tr><td>UNKNOWN_ANSWERED</td><td>UNKNOWN</td><td>round answered</td><td>UP</td><td>slow probes</td></tr>
 * <tr><td>UNKNOWN_DEAD</td><td>UNKNOWN</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>slow
 * probes</td></tr>
 * <tr><td>UNKNOWN_UNPROBED</td><td>UNKNOWN</td><td>nothing to probe any more</td><td>UP</td><td>facts alone
 * judge</td></tr>
 * <tr><td>UP_ROUND_LOST</td><td>UP</td><td>round lost</td><td>SUSPECT</td><td>fast probes at once</td></tr>
 * <tr><td>UP_SILENT</td><td>UP</td><td>receives nothing any more while it sends: {@link PassiveEvidence}; and is not
 * known for that: {@link Fades}</td><td>SUSPECT</td><td>fast probes at once</td></tr>
 * <tr><td>SUSPECT_ANSWERED</td><td>SUSPECT</td><td>round answered, however late</td><td>UP</td><td>slow
 * probes</td></tr>
 * <tr><td>SUSPECT_DEAD</td><td>SUSPECT</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>a flap; slow
 * probes</td></tr>
 * <tr><td>SUSPECT_UNPROBED</td><td>SUSPECT</td><td>nothing to probe any more</td><td>UP</td><td>facts alone
 * judge</td></tr>
 * <tr><td>DOWN_RETRACTED</td><td>DOWN</td><td>round sent before the verdict answered</td><td>UP</td><td>verdict
 * retracted: no hold-up, no flap, longer deadline</td></tr>
 * <tr><td>DOWN_ACQUITTED</td><td>DOWN</td><td>round answered, it fell from use, and all had seemed dead at once: {@link
 * LastResort}</td><td>UP</td><td>no hold-up, no flap</td></tr>
 * <tr><td>DOWN_ANSWERED</td><td>DOWN</td><td>round sent after the verdict answered</td><td>PROVING</td><td>hold-up
 * starts; slow probes</td></tr>
 * <tr><td>DOWN_FACTS_BACK</td><td>DOWN</td><td>facts complete again</td><td>DOWN</td><td>fast probes at once</td></tr>
 * <tr><td>DOWN_DEAD</td><td>DOWN</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>slow probes; no
 * longer by a fact</td></tr>
 * <tr><td>DOWN_UNPROBED</td><td>DOWN</td><td>facts complete, nothing to probe</td><td>PROVING</td><td>hold-up
 * starts</td></tr>
 * <tr><td>PROVING_RETRACTED</td><td>PROVING</td><td>round sent before the verdict answered</td><td>UP</td><td>verdict
 * retracted: no hold-up, no flap, longer deadline</td></tr>
 * <tr><td>PROVING_ROUND_LOST</td><td>PROVING</td><td>round lost</td><td>PROVING</td><td>fast probes at once; the loss
 * counts</td></tr>
 * <tr><td>PROVING_ANSWERED</td><td>PROVING</td><td>round answered</td><td>PROVING</td><td>slow probes; it counts, if
 * in time</td></tr>
 * <tr><td>PROVING_DEAD</td><td>PROVING</td><td>fewer than quorum targets not dead</td><td>DOWN</td><td>starts again at
 * the next answer; no flap</td></tr>
 * <tr><td>PROVING_ACCEPTED</td><td>PROVING</td><td>hold-up over, last {@code rise} rounds answered, at most 10 % of
 * its rounds lost</td><td>UP</td><td></td></tr>
 * <tr><td>PROVING_REPEATED</td><td>PROVING</td><td>hold-up over, more than 10 % of its rounds
 * lost</td><td>PROVING</td><td>hold-up starts again</td></tr>
 * <tr><td>FACT_LOST</td><td>any</td><td>carrier, device, address or gateway lost</td><td>DOWN</td><td>at once; a flap
 * if it was UP or SUSPECT; no probes</td></tr>
 * <tr><td>RETARGETED</td><td>any</td><td>other targets</td><td>the same</td><td>probed at once; what is known of the
 * same ones stays</td></tr>
 * <tr><td>QUALITY_LOST</td><td>UP, SUSPECT, PROVING</td><td>loss or round trip above its threshold: {@link
 * Quality}</td><td>the same</td><td>degraded</td></tr>
 * <tr><td>QUALITY_REGAINED</td><td>UP, SUSPECT, PROVING</td><td>loss and round trip well below</td><td>the
 * same</td><td>no longer degraded</td></tr>
 * </table>
 *
 * <p>One that goes DOWN by its probes while degraded comes back degraded, until it was good over {@value
 * Quality#MIN_LOSS_ROUNDS} rounds; a lost fact ends that, since what comes after it may be another line.
 *
 * <p>Hold-up doubles with every further flap within {@code flap-window}, up to {@code hold-up-max}.
 */
public final class HealthPolicy {
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
            draft.forgetRounds();
        } else if (!complete) {
            draft.reason = missing.get();
        } else if (!health.factsComplete()) {
            draft.take(Transition.DOWN_FACTS_BACK);
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
        draft.take(Transition.RETARGETED);
        draft.targets.clear();
        for (ProbeTarget address : targets) {
            int known = current.indexOf(address);
            draft.targets.add(
                    known < 0 ? TargetHealth.unseen(address) : health.targets().get(known));
        }
        draft.forgetRounds();
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
            Rounds.expire(draft, probe, now);
            Rounds.forget(draft, probe, now);
        }
        Verdicts.acceptProof(draft, probe, now);
        if (!draft.targets.isEmpty() && now - draft.nextRound >= 0) {
            Rounds.send(draft, probe, now);
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
        if (draft.isOut() && draft.isBeforeVerdict(sent) && Rounds.isRepeated(sent, receivedAt, probe)) {
            return health;
        }
        TargetHealth known = draft.targets.get(target).heard(now);
        if (receivedAt.isPresent()) {
            long roundTrip = receivedAt.getAsLong() - sent.sentAt();
            known = known.measured(roundTrip);
            if (!sent.fast()) {
                known = probe.rttDegraded().isPresent() ? known.remembered(roundTrip) : known.unremembered();
            }
        }
        if (!sent.fast()) {
            LossWindow window = known.window();
            known = known.recorded(before == Fate.LOST ? window.forgiveNewest() : window.push(false));
        }
        draft.targets.set(target, known);
        draft.rounds.set(index, sent.fate(target, Fate.ANSWERED));
        Verdicts.settle(draft, index, probe, now);
        Verdicts.acceptProof(draft, probe, now);
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
        Rounds.lose(draft, index, target, why, probe, now);
        return draft.toHealth();
    }

    /**
     * Something but the probes speaks against it: the fast ones decide. Not if it is known to fall silent and come back
     * by itself: then the next slow one is early enough.
     *
     * @return the same object where it is not UP, or nothing is probed
     */
    public static Health suspected(Health health, String why, long now) {
        if (health.verdict() != Verdict.UP || health.targets().isEmpty()) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.fades = draft.fades.silent(now);
        if (!draft.fades.excuseSilence(now)) {
            draft.take(Transition.UP_SILENT);
            draft.become(Verdict.SUSPECT, now, why);
            draft.probeFast(now);
        }
        return draft.toHealth();
    }

    /**
     * Whether it counts as alive though it does not answer, because the targets may be at fault.
     *
     * @return the same object where nothing changes; only one that is DOWN by its probes can be excused
     */
    public static Health excused(Health health, boolean yes) {
        boolean possible = yes && health.verdict() == Verdict.DOWN && !health.byFact();
        if (health.excused() == possible) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.excused = possible;
        return draft.toHealth();
    }

    /** The next round goes out now rather than later; the same object where it would have anyway. */
    public static Health hurried(Health health, long now) {
        if (!health.factsComplete() || health.targets().isEmpty() || health.nextRound() - now <= 0) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.nextRound = now;
        return draft.toHealth();
    }

    /** Other intervals: the next round is no further away than rounds are apart now. The same object where it is not. */
    public static Health repaced(Health health, ProbeConfig probe, long now) {
        long apart = (health.fast() ? probe.fastInterval() : probe.interval()).toNanos();
        if (health.nextRound() - now <= apart) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.nextRound = now + apart;
        return draft.toHealth();
    }

    /** The next round goes out then or later; the same object where it does anyway. */
    public static Health notBefore(Health health, long then) {
        if (health.nextRound() - then >= 0) {
            return health;
        }
        HealthDraft draft = new HealthDraft(health);
        draft.nextRound = then;
        return draft.toHealth();
    }

    /**
     * A family without targets of its own: its own facts, and under them the other family's verdict, unless that fell for
     * facts of the other family.
     */
    public static Health following(Health own, Health leader) {
        if (!isLed(own, leader)) {
            return own;
        }
        HealthDraft draft = new HealthDraft(own);
        draft.verdict = leader.verdict();
        draft.since = leader.since();
        draft.reason = leader.reason();
        draft.degraded = leader.degraded();
        draft.excused = leader.excused();
        return draft.toHealth();
    }

    /**
     * A family that followed the other one and gets targets of its own: it goes on from the verdict it followed as that
     * family does, with its speed, its proof and its flaps.
     */
    public static Health inheriting(Health own, Health leader) {
        if (!isLed(own, leader)) {
            return own;
        }
        HealthDraft draft = new HealthDraft(following(own, leader));
        draft.byFact = leader.byFact();
        draft.fast = leader.fast();
        draft.proof = leader.proof();
        draft.downAt = leader.downAt();
        draft.flaps.removeAll(leader.flaps());
        draft.flaps.addAll(leader.flaps());
        return draft.toHealth();
    }

    private static boolean isLed(Health own, Health leader) {
        boolean judged = !leader.byFact() && !leader.targets().isEmpty();
        boolean bound =
                own.verdict() == Verdict.UP || (own.verdict() == Verdict.PROVING && leader.verdict() == Verdict.DOWN);
        return judged && bound;
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
                    wake = Math.min(wake, Rounds.deadline(health.targets(), target, round, probe));
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
            if (draft.verdict != Verdict.UP) {
                boolean unknown = draft.verdict == Verdict.UNKNOWN;
                draft.take(unknown ? Transition.UNKNOWN_UNPROBED : Transition.SUSPECT_UNPROBED);
            }
            draft.become(Verdict.UP, now, FACTS_ALONE);
        }
    }
}
