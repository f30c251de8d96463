package dev.multipath.netlink.model;

import java.util.ArrayList;
import java.util.List;

/** Where a route leads: nowhere, one next hop, several weighted ones, or a nexthop object. */
public sealed interface RouteTarget {

    /** No next hop: {@code blackhole}, {@code unreachable}, {@code prohibit}, {@code throw}. */
    record None() implements RouteTarget {
        private static final None INSTANCE = new None();
    }

    /** One next hop: {@code RTA_GATEWAY} / {@code RTA_VIA} / {@code RTA_OIF}. */
    record Single(NextHop hop) implements RouteTarget {
        /** @throws IllegalArgumentException for a weight, which one way alone does not have */
        public Single {
            if (hop.weight() != 1) {
                throw new IllegalArgumentException("a single next hop has no weight");
            }
        }
    }

    /**
     * Several weighted legs: {@code RTA_MULTIPATH}. The order matters: it decides which flows move when a leg leaves.
     * The kernel shows a list of one as {@link Single}.
     */
    record Multipath(List<NextHop> legs) implements RouteTarget {
        /** How many may be written: a route of more than about 2,000 installs but is left out of dumps. */
        public static final int MAX_LEGS = 1000;

        /** What one attribute could hold: a route of another program may have more than {@link #MAX_LEGS}. */
        private static final int READABLE_LEGS = 8191;

        /** @throws IllegalArgumentException for no leg, and for more than one attribute holds */
        public Multipath {
            legs = List.copyOf(legs);
            if (legs.isEmpty() || legs.size() > READABLE_LEGS) {
                throw new IllegalArgumentException(legs.size() + " legs; 1.." + READABLE_LEGS + " are possible");
            }
        }
    }

    /**
     * A nexthop object: {@code RTA_NH_ID}.
     *
     * @param shown the ways the kernel says the object stands for now, in routes it reports; never written
     */
    record NextHopId(long id, List<NextHop> shown) implements RouteTarget {
        /** @throws IllegalArgumentException for an id outside 1..2³²−1 */
        public NextHopId {
            if (id < 1 || id > 0xffff_ffffL) {
                throw new IllegalArgumentException("nexthop id " + id + " is outside 1..2^32-1");
            }
            shown = List.copyOf(shown);
        }

        /** The object of this id. */
        public NextHopId(long id) {
            this(id, List.of());
        }
    }

    /** {@link None}. */
    static RouteTarget none() {
        return None.INSTANCE;
    }

    /** {@link Single}. */
    static RouteTarget single(NextHop hop) {
        return new Single(hop);
    }

    /** {@link Single} for one leg, as the kernel would show it; {@link Multipath} for more. */
    static RouteTarget balanced(List<NextHop> legs) {
        return legs.size() == 1 ? new Single(legs.get(0).weight(1)) : new Multipath(legs);
    }

    /** The next hops this target names itself; empty for {@link None} and {@link NextHopId}. */
    default List<NextHop> hops() {
        if (this instanceof Single single) {
            return List.of(single.hop());
        }
        return this instanceof Multipath multipath ? multipath.legs() : List.of();
    }

    /** Every next hop packets may take: {@link #hops()}, and those a nexthop object is shown to stand for. */
    default List<NextHop> ways() {
        return this instanceof NextHopId object ? object.shown() : hops();
    }

    /** What a caller asked for, without what the kernel reports: state flags gone, a list of one leg a single hop. */
    default RouteTarget configured() {
        if (this instanceof NextHopId object) {
            return object.shown().isEmpty() ? this : new NextHopId(object.id());
        }
        if (this instanceof Single single) {
            return new Single(single.hop().configured());
        }
        if (this instanceof Multipath multipath) {
            List<NextHop> legs = new ArrayList<>(multipath.legs().size());
            for (NextHop leg : multipath.legs()) {
                legs.add(leg.configured());
            }
            return balanced(legs);
        }
        return this;
    }
}
