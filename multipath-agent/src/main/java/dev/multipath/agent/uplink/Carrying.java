package dev.multipath.agent.uplink;

import java.util.ArrayList;
import java.util.List;

/**
 * Which uplinks carry the balanced traffic of one family, and on what ground they were chosen.
 *
 * @param slots in ascending order
 * @param reserve others that live, the better ones first: degraded ones, and those of tiers that stand by
 */
public record Carrying(List<Integer> slots, List<Integer> reserve, Ground ground) {

    /** Why these. */
    public enum Ground {
        /** They live and are healthy. */
        LIVE,
        /** They live; no healthy one does. */
        DEGRADED,
        /** They answer again and have not proved themselves; no other lives. */
        PROVING,
        /** All seem dead at once while their gateways live: the targets may be at fault, so nothing is changed. */
        TARGETS,
        /** All are dead to the probes: the last ones stay. */
        KEPT,
        /** None can be used. */
        NONE
    }

    public static final Carrying NONE = new Carrying(List.of(), Ground.NONE);

    public Carrying {
        List<Integer> ordered = new ArrayList<>(slots);
        ordered.sort(null);
        slots = List.copyOf(ordered);
        reserve = List.copyOf(reserve);
    }

    public Carrying(List<Integer> slots, Ground ground) {
        this(slots, List.of(), ground);
    }

    /** Whether the kernel should hold the same routes, whatever the ground. */
    public boolean leadsLike(Carrying other) {
        return slots.equals(other.slots) && reserve.equals(other.reserve);
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }
}
