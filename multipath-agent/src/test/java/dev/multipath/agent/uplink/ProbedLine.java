package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One family of an uplink with its targets, in virtual time: sends what {@link HealthPolicy} wants sent, answers after
 * each target's round trip, loses packets at random, and writes down every change of verdict.
 */
final class ProbedLine {
    static final long MILLI = 1_000_000;
    private static final long PATIENCE = 100 * MILLI;

    /** An agent that ticks more often than this without any time passing turns in circles. */
    private static final int MAX_TICKS_AT_ONCE = 3;

    private record Answer(long at, long round, int target, boolean refusal) {}

    private final ProbeConfig probe;
    private final SplittableRandom random;
    private final long[] roundTrips;
    private final PriorityQueue<Answer> answers = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    private final List<String> history = new ArrayList<>();
    private double loss;
    private boolean refusing;
    private long patientUntil;
    private long now;
    private Health health;
    private int rounds;
    private int fastRounds;

    /** All targets answer within 10 ms. */
    ProbedLine(ProbeConfig probe, long seed) {
        this.probe = probe;
        random = new SplittableRandom(seed);
        roundTrips = new long[probe.targets().size()];
        Arrays.fill(roundTrips, 10 * MILLI);
        health = HealthPolicy.start(probe.targets(), Optional.empty(), now);
    }

    static ProbedLine of(ProbeConfig probe) {
        return new ProbedLine(probe, 1);
    }

    /** One that has been up for a while. */
    static ProbedLine up(ProbeConfig probe) {
        return of(probe).run(5_000).forgetHistory();
    }

    /** One that has been dead for a while and just came to life. */
    static ProbedLine reviving(ProbeConfig probe) {
        return up(probe).silent().run(5_000).answering(10).forgetHistory();
    }

    /** The share of packets lost in each direction, independently. */
    ProbedLine losing(double share) {
        loss = share;
        return this;
    }

    ProbedLine silent() {
        Arrays.fill(roundTrips, -1);
        return this;
    }

    ProbedLine silent(int target) {
        roundTrips[target] = -1;
        return this;
    }

    ProbedLine answering(long millis) {
        refusing = false;
        Arrays.fill(roundTrips, millis * MILLI);
        return this;
    }

    ProbedLine answering(int target, long millis) {
        roundTrips[target] = millis * MILLI;
        return this;
    }

    /** A router says at once that it cannot carry the probes. */
    ProbedLine refusing() {
        refusing = true;
        return this;
    }

    ProbedLine facts(Optional<String> missing) {
        health = HealthPolicy.facts(health, missing, probe, now);
        return noted(health);
    }

    ProbedLine lose(String fact) {
        return facts(Optional.of(fact));
    }

    ProbedLine regainFacts() {
        return facts(Optional.empty());
    }

    /** Targets that no probe of this line reaches: they stay silent. */
    ProbedLine retarget(List<ProbeTarget> targets) {
        return noted(HealthPolicy.retarget(health, targets, now));
    }

    /** Something but the probes speaks against it. */
    ProbedLine suspect() {
        return noted(HealthPolicy.suspected(health, "silent", now));
    }

    /** All went down at once. */
    ProbedLine excuse() {
        return noted(HealthPolicy.excused(health, true));
    }

    /** The oldest round remembered that was sent before the last verdict and lost is answered after all. */
    ProbedLine answerLate() {
        for (ProbeRound round : health.rounds()) {
            if (round.outcome() == ProbeRound.Outcome.LOST && round.sentAt() < health.downAt()) {
                return noted(HealthPolicy.answered(health, round.number(), 0, OptionalLong.of(now), probe, now));
            }
        }
        throw new AssertionError("no round lost before the verdict: " + health);
    }

    /** Runs until a row of the table was taken once more, for two minutes at most. */
    ProbedLine runUntilTaken(Transition row, int before) {
        for (int millis = 0; millis < 120_000 && health.rows().of(row) == before; millis++) {
            run(1);
        }
        return this;
    }

    ProbedLine run(long millis) {
        return runUntil(now + millis * MILLI, now);
    }

    /** Runs until this state is reached, for a minute at most. */
    ProbedLine runInto(UplinkState wanted) {
        for (int millis = 0; millis < 60_000 && state() != wanted; millis++) {
            run(1);
        }
        return this;
    }

    /** The next round is lost, and no other. */
    ProbedLine loseOneRound() {
        silent();
        for (int before = rounds; rounds == before; ) {
            run(1);
        }
        return answering(10);
    }

    /** The agent is stopped for a while, and then reads first what waits. */
    ProbedLine stopped(long millis) {
        now += millis * MILLI;
        patientUntil = now + PATIENCE;
        tick();
        return this;
    }

    private ProbedLine runUntil(long end, long begin) {
        long last = begin;
        int still = 0;
        while (true) {
            long wake = HealthPolicy.nextWake(health, probe);
            if (patientUntil > now) {
                wake = Math.max(wake, patientUntil);
            }
            long next = Math.max(
                    now,
                    Math.min(
                            wake,
                            answers.isEmpty() ? Long.MAX_VALUE : answers.peek().at()));
            if (next >= end) {
                now = end;
                return this;
            }
            still = next == last ? still + 1 : 0;
            if (still > MAX_TICKS_AT_ONCE + answers.size()) {
                throw new AssertionError("turns in circles at " + next / MILLI + " ms: " + health);
            }
            last = next;
            now = next;
            receive();
            tick();
        }
    }

    private void receive() {
        while (!answers.isEmpty() && answers.peek().at() <= now) {
            Answer answer = answers.remove();
            noted(
                    answer.refusal()
                            ? HealthPolicy.refused(health, answer.round(), answer.target(), "refused", probe, now)
                            : HealthPolicy.answered(
                                    health, answer.round(), answer.target(), receivedAt(answer), probe, now));
        }
    }

    /** What the agent reads only when it goes on again came then, as far as it can tell. */
    private OptionalLong receivedAt(Answer answer) {
        return patientUntil > now ? OptionalLong.empty() : OptionalLong.of(answer.at());
    }

    private void tick() {
        Health before = health;
        noted(HealthPolicy.tick(health, probe, patientUntil > now, now));
        if (health.nextNumber() == before.nextNumber()) {
            return;
        }
        ProbeRound round = health.rounds().get(health.rounds().size() - 1);
        rounds++;
        fastRounds += round.fast() ? 1 : 0;
        for (int target = 0; target < Math.min(roundTrips.length, round.fates().size()); target++) {
            boolean lost = random.nextDouble() < 1 - (1 - loss) * (1 - loss);
            long jitter = random.nextLong(MILLI);
            if (refusing) {
                answers.add(new Answer(now + MILLI / 5, round.number(), target, true));
            } else if (!lost && roundTrips[target] >= 0) {
                answers.add(new Answer(now + roundTrips[target] + jitter, round.number(), target, false));
            }
        }
    }

    private ProbedLine noted(Health next) {
        String before = history.isEmpty() ? "" : history.get(history.size() - 1);
        health = next;
        String word = next.state().word();
        if (!before.endsWith(' ' + word)) {
            history.add(now / MILLI + " " + word);
        }
        return this;
    }

    ProbedLine forgetHistory() {
        history.clear();
        history.add(now / MILLI + " " + health.state().word());
        rounds = 0;
        fastRounds = 0;
        return this;
    }

    /** Each state it was in since the history was last forgotten. */
    List<String> states() {
        return history.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /** When it first was in this state since the history was last forgotten, in milliseconds; −1 for never. */
    long firstMillis(UplinkState state) {
        for (String line : history) {
            if (line.endsWith(' ' + state.word())) {
                return Long.parseLong(line.substring(0, line.indexOf(' ')));
            }
        }
        return -1;
    }

    Health health() {
        return health;
    }

    UplinkState state() {
        return health.state();
    }

    long nowMillis() {
        return now / MILLI;
    }

    int rounds() {
        return rounds;
    }

    int fastRounds() {
        return fastRounds;
    }
}
