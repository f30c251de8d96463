package dev.multipath.testkit.kernel;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How hashes 0..2³¹−1 are divided among next hops by weight, in their order: each has the hashes up to its upper bound
 * that no earlier one has ({@code fib_rebalance()}, {@code rt6_multipath_rebalance()},
 * {@code nh_hthr_group_rebalance()}).
 */
final class HashRegions {
    private static final int NONE = -1;

    private HashRegions() {}

    /**
     * The upper bounds.
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
