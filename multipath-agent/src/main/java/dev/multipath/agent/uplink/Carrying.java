package dev.multipath.agent.uplink;

import java.util.List;

/**
 * Which uplinks carry the balanced traffic of one family, and on what ground they were chosen.
 *
 * @param slots in ascending order
 */
public record Carrying(List<Integer> slots, Ground ground) {

    /** Why these. */
    public enum Ground {
        /** They live and are healthy. */
        LIVE,
        /** They live; no healthy one does. */
        DEGRADED,
        /** They answer again and have not proved themselves; no other lives. */
        PROVING,
        /** All are dead to the probes: the last ones stay. */
        KEPT,
        /** None can be used. */
        NONE
    }

    public static final Carrying NONE = new Carrying(List.of(), Ground.NONE);

    public Carrying {
        slots = List.copyOf(slots);
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }
}
