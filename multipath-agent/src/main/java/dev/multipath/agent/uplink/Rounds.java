package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.uplink.ProbeRound.Fate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The part of {@link HealthPolicy} that sends rounds and gives up on probes. */
final class Rounds {
    /** Rounds this old are forgotten; an answer to them is no longer believed to be one. */
    static final long MEMORY = Duration.ofSeconds(30).toNanos();

    /** No more rounds than this are remembered, whatever their age. */
    static final int MAX_ROUNDS = 256;

    /** Linux sends a SYN again after a second (RFC 6298, 2.1). */
    private static final long SYN_REPEATED = Duration.ofSeconds(1).toNanos();

    private Rounds() {}

    static void send(HealthDraft draft, ProbeConfig probe, long now) {
        draft.rounds.add(ProbeRound.sent(draft.nextNumber++, now, draft.fast, draft.targets.size()));
        long interval = (draft.fast ? probe.fastInterval() : probe.interval()).toNanos();
        long onTime = draft.nextRound + interval;
        draft.nextRound = onTime - now > 0 ? onTime : now + interval;
    }

    /** Until when the answer of a target is waited for. */
    static long deadline(List<TargetHealth> targets, int target, ProbeRound round, ProbeConfig probe) {
        return round.sentAt() + TargetHealth.patience(targets, target, probe);
    }

    static void expire(HealthDraft draft, ProbeConfig probe, long now) {
        for (int index = draft.settledRounds(); index < draft.rounds.size(); index++) {
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
    static void forget(HealthDraft draft, ProbeConfig probe, long now) {
        while (!draft.rounds.isEmpty()
                && (now - draft.rounds.get(0).sentAt() > MEMORY || draft.rounds.size() > MAX_ROUNDS)) {
            for (int target = 0; target < draft.targets.size(); target++) {
                if (draft.rounds.get(0).fates().get(target) == Fate.PENDING) {
                    lose(draft, 0, target, "no answer", probe, now);
                }
            }
            draft.forgetOldestRound();
        }
    }

    /**
     * Whether the kernel may have sent the first packet of an answered probe again: then the answer says nothing of the time
     * before. A page may take a second by itself; it is doubted beyond {@code timeout} only.
     */
    static boolean isRepeated(ProbeRound round, OptionalLong receivedAt, ProbeConfig probe) {
        long took = receivedAt.isPresent() ? receivedAt.getAsLong() - round.sentAt() : 0;
        return switch (probe.type()) {
            case TCP -> took >= SYN_REPEATED;
            case HTTP -> took >= Math.max(SYN_REPEATED, probe.timeout().toNanos());
            case ICMP, DNS, GATEWAY -> false;
        };
    }

    static void lose(HealthDraft draft, int index, int target, String why, ProbeConfig probe, long now) {
        ProbeRound round = draft.rounds.get(index);
        TargetHealth before = draft.targets.get(target);
        TargetHealth known = isOvertaken(draft, index, target) ? before : before.lost(round.fast());
        draft.targets.set(
                target, round.fast() ? known : known.recorded(known.window().push(true)));
        draft.rounds.set(index, round.fate(target, Fate.LOST));
        Verdicts.settle(draft, index, probe, now);
        Verdicts.bury(draft, why, probe, now);
    }

    /**
     * Whether the target has answered a later probe: then this one is no sign of death, however late it is given up. After
     * the first answer ever all earlier ones are given up at once, since it shortens their deadlines.
     */
    private static boolean isOvertaken(HealthDraft draft, int index, int target) {
        for (int later = index + 1; later < draft.rounds.size(); later++) {
            if (draft.rounds.get(later).fates().get(target) == Fate.ANSWERED) {
                return true;
            }
        }
        return false;
    }
}
