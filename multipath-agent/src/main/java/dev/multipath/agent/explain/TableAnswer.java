package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Route;
import java.util.List;

/** What a lookup in one table comes to. */
sealed interface TableAnswer {

    /**
     * A route with a way.
     *
     * @param legs those the kernel chooses among, at least one
     */
    record Found(Route route, List<Leg> legs, List<UnusedLeg> unused, List<String> notes) implements TableAnswer {
        public Found {
            legs = List.copyOf(legs);
            unused = List.copyOf(unused);
            notes = List.copyOf(notes);
        }
    }

    /** A route that refuses, which ends the whole lookup. */
    record Rejected(Route route, Refusal refusal) implements TableAnswer {}

    /** A {@code throw} route: as if the table had none. */
    record Thrown(Route route) implements TableAnswer {}

    /** A route by a nexthop object the dump does not resolve. */
    record Unresolved(Route route) implements TableAnswer {}

    /** No route. */
    record Nothing() implements TableAnswer {}
}
