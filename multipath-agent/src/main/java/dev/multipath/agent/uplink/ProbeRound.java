package dev.multipath.agent.uplink;

import java.util.ArrayList;
import java.util.List;

/**
 * One probe to each target, sent together.
 *
 * @param number counts up without gaps for the life of the agent
 * @param sentAt monotonic nanoseconds
 * @param fast sent at the fast interval
 * @param fates one for each target
 * @param outcome what the round as a whole says
 */
public record ProbeRound(long number, long sentAt, boolean fast, List<Fate> fates, Outcome outcome) {

    /** What became of one probe. */
    public enum Fate {
        PENDING,
        ANSWERED,
        LOST
    }

    /** Whether enough targets answered. */
    public enum Outcome {
        OPEN,
        ANSWERED,
        LOST
    }

    public ProbeRound {
        fates = List.copyOf(fates);
    }

    static ProbeRound sent(long number, long now, boolean fast, int targets) {
        List<Fate> fates = new ArrayList<>(targets);
        for (int i = 0; i < targets; i++) {
            fates.add(Fate.PENDING);
        }
        return new ProbeRound(number, now, fast, fates, Outcome.OPEN);
    }

    /** Whether an answer is still awaited. */
    boolean isPending() {
        return fates.contains(Fate.PENDING);
    }

    int count(Fate fate) {
        int count = 0;
        for (Fate each : fates) {
            if (each == fate) {
                count++;
            }
        }
        return count;
    }

    ProbeRound fate(int target, Fate fate) {
        List<Fate> changed = new ArrayList<>(fates);
        changed.set(target, fate);
        return new ProbeRound(number, sentAt, fast, changed, outcome);
    }

    ProbeRound outcome(Outcome decided) {
        return new ProbeRound(number, sentAt, fast, fates, decided);
    }

    /** What the fates amount to: enough answered, too few can still answer, or open. */
    Outcome weigh(int quorum) {
        if (count(Fate.ANSWERED) >= quorum) {
            return Outcome.ANSWERED;
        }
        return fates.size() - count(Fate.LOST) < quorum ? Outcome.LOST : Outcome.OPEN;
    }
}
