package dev.multipath.agent.uplink;

/**
 * The record of an uplink that is proving itself.
 *
 * @param since monotonic nanoseconds of the first answer, or of the last hold-up that ended with too much loss
 * @param rounds slow rounds resolved since
 * @param lost of them without enough answers
 * @param answeredInRow slow rounds answered at the end
 */
public record Proof(long since, int rounds, int lost, int answeredInRow) {
    /** At most this share of the rounds may be lost. */
    public static final double MAX_LOSS = 0.10;

    static Proof started(long now) {
        return new Proof(now, 0, 0, 0);
    }

    Proof round(boolean answered) {
        return new Proof(since, rounds + 1, answered ? lost : lost + 1, answered ? answeredInRow + 1 : 0);
    }

    boolean isTooLossy() {
        return lost > rounds * MAX_LOSS;
    }
}
