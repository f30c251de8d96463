package dev.multipath.agent.survival;

import dev.multipath.agent.bench.Distribution;
import java.util.EnumMap;
import java.util.Map;

/** Verdicts on the conversations of one group and standing, counted. */
final class Tally {
    private static final double SECOND = 1000;

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Distribution gaps = new Distribution();
    private final Distribution delays = new Distribution();
    private int all;
    private int late;
    private int lost;

    void add(Verdict verdict, Seen seen, long switched) {
        all++;
        counts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.UNTOUCHED || verdict == Verdict.PAUSED) {
            gaps.add(seen.gap() / 1e6);
            lost += seen.lost();
        }
        long over = verdict == Verdict.ENDED ? seen.endedAt() : verdict == Verdict.MOVED ? seen.movedAt() : 0;
        if (over != 0) {
            addDelay((over - switched) / 1e6);
        }
    }

    private void addDelay(double millis) {
        delays.add(Math.max(0, millis));
        late += millis > SECOND ? 1 : 0;
    }

    /** A tunnel that was quiet and had something to say at the switch. */
    void addTunnel(Seen seen, long switched) {
        all++;
        if (seen.hasEnded()) {
            counts.merge(Verdict.ENDED, 1, Integer::sum);
            addDelay((seen.endedAt() - switched) / 1e6);
        } else if (seen.firstAnswer() == 0) {
            counts.merge(Verdict.HUNG, 1, Integer::sum);
        } else {
            counts.merge(seen.now() == seen.before() ? Verdict.UNTOUCHED : Verdict.MOVED, 1, Integer::sum);
            addDelay((seen.firstAnswer() - switched) / 1e6);
        }
    }

    int all() {
        return all;
    }

    int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** All but those that noticed nothing. */
    int disturbed() {
        return all - count(Verdict.UNTOUCHED);
    }

    /** Those that ended or moved more than a second after the switch. */
    int late() {
        return late;
    }

    /** Datagrams of those that stayed where they were, lost though a later one was answered. */
    int lost() {
        return lost;
    }

    /** Longest times without an answer of those that stayed where they were, in ms. */
    Distribution gaps() {
        return gaps;
    }

    /** From the switch to the end or the first answer by another uplink, in ms. */
    Distribution delays() {
        return delays;
    }
}
