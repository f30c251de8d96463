package dev.multipath.agent.uplink;

import java.util.Arrays;

/** How often each {@link Transition} was taken. Immutable; counts of one life of an uplink only grow. */
public final class TransitionCounts {
    public static final TransitionCounts NONE = new TransitionCounts(new int[Transition.values().length]);

    private final int[] counts;

    private TransitionCounts(int[] counts) {
        this.counts = counts;
    }

    public int of(Transition row) {
        return counts[row.ordinal()];
    }

    TransitionCounts plus(Transition row) {
        int[] more = counts.clone();
        more[row.ordinal()]++;
        return new TransitionCounts(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransitionCounts others && Arrays.equals(counts, others.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    /** Only those taken, as {@code UP_ROUND_LOST 2, SUSPECT_DEAD 1}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Transition row : Transition.values()) {
            if (of(row) > 0) {
                out.append(out.length() == 0 ? "" : ", ")
                        .append(row)
                        .append(' ')
                        .append(of(row));
            }
        }
        return out.toString();
    }
}
