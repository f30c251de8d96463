package dev.multipath.agent.uplink;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each {@link Transition} was taken; counts of one life of an uplink only grow.
 *
 * @param taken only those that were, in the order of the table
 */
public record TransitionCounts(Map<Transition, Integer> taken) {
    public static final TransitionCounts NONE = new TransitionCounts(Map.of());

    public TransitionCounts {
        Map<Transition, Integer> ordered = new EnumMap<>(Transition.class);
        ordered.putAll(taken);
        taken = Collections.unmodifiableMap(ordered);
    }

    public int of(Transition row) {
        return taken.getOrDefault(row, 0);
    }

    TransitionCounts plus(Transition row) {
        Map<Transition, Integer> more = new EnumMap<>(Transition.class);
        more.putAll(taken);
        more.merge(row, 1, Integer::sum);
        return new TransitionCounts(more);
    }

    /** As {@code UP_ROUND_LOST 2, SUSPECT_DEAD 1}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        taken.forEach((row, count) -> out.append(out.length() == 0 ? "" : ", ")
                .append(row)
                .append(' ')
                .append(count));
        return out.toString();
    }
}
