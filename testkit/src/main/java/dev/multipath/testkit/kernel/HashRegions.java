package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHop;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How hashes 0..2³¹−1 are divided among next hops by weight, in their order: each has the hashes up to its upper bound
 * that no earlier one has ({@code fib_rebalance()}, {@code rt6_multipath_rebalance()},
 * {@code nh_hthr_group_rebalance()}).
 *
 * <p>The kernel divides when a route is made and when a device of one of its legs changes, not when it is told to heed
 * lost carriers: until then the division stays that of before.
 */
final class HashRegions {
    private static final int NONE = -1;

    private final Settings settings;
    /** Divisions made before a setting changed, by their first leg. */
    private final IdentityHashMap<NextHop, Division> kept = new IdentityHashMap<>();

    /** The legs of a route, and the bounds they had. */
    private static final class Division {
        private final List<NextHop> legs;
        private final int[] bounds;

        Division(List<NextHop> legs, int[] bounds) {
            this.legs = legs;
            this.bounds = bounds;
        }
    }

    HashRegions(Settings settings) {
        this.settings = settings;
    }

    void copyFrom(HashRegions other) {
        kept.clear();
        kept.putAll(other.kept);
    }

    /** The upper bounds of the legs of a route; −1 for one that is dead, or has no carrier where that is heeded. */
    int[] of(List<NextHop> legs, boolean ipv6) {
        Division division = kept.isEmpty() ? null : kept.get(legs.get(0));
        if (division != null && isOf(division, legs)) {
            return division.bounds;
        }
        return bounds(
                legs,
                hop -> Legs.isUsable(hop, 0, settings.ignoresLinkdown(ipv6, hop.interfaceIndex())) ? hop.weight() : 0);
    }

    /** Whether no leg changed since: one that did is another object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(Division division, List<NextHop> legs) {
        boolean same = division.legs.size() == legs.size();
        for (int i = 0; same && i < legs.size(); i++) {
            same = division.legs.get(i) == legs.get(i);
        }
        return same;
    }

    /** Keeps the division of these routes' legs: a setting is about to change. */
    void keep(List<List<NextHop>> routes4, List<List<NextHop>> routes6) {
        IdentityHashMap<NextHop, Division> now = new IdentityHashMap<>();
        routes4.forEach(legs -> now.put(legs.get(0), new Division(legs, of(legs, false))));
        routes6.forEach(legs -> now.put(legs.get(0), new Division(legs, of(legs, true))));
        kept.clear();
        kept.putAll(now);
    }

    /**
     * The upper bounds of anything that has weights.
     *
     * @param weight 0 for one that takes no part; its bound is −1
     */
    static <T> int[] bounds(List<T> hops, ToIntFunction<? super T> weight) {
        long total = 0;
        for (T hop : hops) {
            total += weight.applyAsInt(hop);
        }
        int[] bounds = new int[hops.size()];
        long sum = 0;
        for (int i = 0; i < bounds.length; i++) {
            int own = weight.applyAsInt(hops.get(i));
            sum += own;
            bounds[i] = own == 0 ? NONE : (int) (((sum << 31) + total / 2) / total - 1);
        }
        return bounds;
    }
}
