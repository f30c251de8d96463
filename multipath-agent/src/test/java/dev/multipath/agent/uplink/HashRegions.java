package dev.multipath.agent.uplink;

import java.util.List;

/**
 * Which leg of a multipath route takes which hash, as the kernel has it ({@code fib_rebalance}, {@code rt6_multipath_rebalance}):
 * the 31-bit hash space is cut into one region a leg, in the order of the legs, as wide as its weight.
 */
final class HashRegions {
    private static final long SPACE = 1L << 31;

    private final List<Integer> legs;
    private final long[] upperBounds;

    /**
     * @param legs numbers of the uplinks, in leg order
     * @param weights of all uplinks by number
     */
    HashRegions(List<Integer> legs, List<Integer> weights) {
        this.legs = legs;
        upperBounds = new long[legs.size()];
        long total = 0;
        for (int leg : legs) {
            total += weights.get(leg);
        }
        long sum = 0;
        for (int i = 0; i < legs.size(); i++) {
            sum += weights.get(legs.get(i));
            upperBounds[i] = (2 * sum * SPACE + total) / (2 * total) - 1;
        }
    }

    int legOf(long hash) {
        for (int i = 0; i < upperBounds.length; i++) {
            if (hash <= upperBounds[i]) {
                return legs.get(i);
            }
        }
        throw new IllegalArgumentException("hash " + hash);
    }

    double share(int leg) {
        int at = legs.indexOf(leg);
        return (upperBounds[at] - (at == 0 ? -1 : upperBounds[at - 1])) / (double) SPACE;
    }

    /** The share of this route's connections over healthy legs that move to another when one leg leaves. */
    double movedWhenLeaves(int leaving, List<Integer> weights) {
        HashRegions after =
                new HashRegions(legs.stream().filter(leg -> leg != leaving).toList(), weights);
        int samples = 3_000;
        int healthy = 0;
        int moved = 0;
        for (int i = 0; i < samples; i++) {
            long hash = SPACE / samples * i;
            int before = legOf(hash);
            if (before != leaving) {
                healthy++;
                moved += before == after.legOf(hash) ? 0 : 1;
            }
        }
        return (double) moved / healthy;
    }
}
