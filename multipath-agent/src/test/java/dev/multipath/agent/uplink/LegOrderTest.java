package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LegOrderTest {
    private static final List<Integer> A4_B1_C1 = List.of(4, 1, 1);
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    @Test
    void the_heaviest_stands_in_the_middle() {
        assertThat(LegOrder.of(A4_B1_C1)).containsExactly(B, A, C);
        assertThat(LegOrder.of(List.of(1, 1, 4))).containsExactly(0, 2, 1);
        assertThat(LegOrder.of(List.of(1, 2, 3, 4, 5))).containsExactly(1, 3, 4, 2, 0);
        assertThat(LegOrder.of(List.of(7))).containsExactly(0);
        assertThat(LegOrder.of(List.of())).isEmpty();
    }

    @Test
    void equals_keep_a_fixed_order() {
        assertThat(LegOrder.of(List.of(1, 1, 1, 1))).isEqualTo(LegOrder.of(List.of(1, 1, 1, 1)));
        assertThat(LegOrder.of(List.of(1, 1))).containsExactly(1, 0);
    }

    @Test
    void four_to_one_to_one_moves_almost_nothing() {
        assertThat(moved(LegOrder.of(A4_B1_C1), A4_B1_C1)).satisfies(share -> {
            assertThat(share.get(A)).isZero();
            assertThat(share.get(B)).isEqualTo(0.04, within(0.002));
            assertThat(share.get(C)).isEqualTo(0.04, within(0.002));
        });
    }

    @Test
    void other_orders_move_many_as_was_measured() {
        List<Double> abc = moved(List.of(A, B, C), A4_B1_C1);
        assertThat(abc.get(A)).isEqualTo(0.50, within(0.01));
        assertThat(abc.get(B)).isZero();
        assertThat(abc.get(C)).isEqualTo(0.16, within(0.01));

        List<Double> bca = moved(List.of(B, C, A), A4_B1_C1);
        assertThat(bca.get(A)).isEqualTo(0.50, within(0.01));
        assertThat(bca.get(B)).isEqualTo(0.16, within(0.01));
        assertThat(bca.get(C)).isZero();
    }

    @Test
    void shares_are_weights_in_any_order() {
        HashRegions regions = new HashRegions(LegOrder.of(A4_B1_C1), A4_B1_C1);
        assertThat(regions.share(A)).isEqualTo(4 / 6.0, within(1e-6));
        assertThat(regions.share(B)).isEqualTo(1 / 6.0, within(1e-6));
        assertThat(regions.share(C)).isEqualTo(1 / 6.0, within(1e-6));
    }

    @Test
    void whatever_the_weights_no_order_moves_much_less() {
        SplittableRandom random = new SplittableRandom(14);
        double excess = 0;
        int trials = 40;
        for (int trial = 0; trial < trials; trial++) {
            List<Integer> weights = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                weights.add(1 + random.nextInt(8));
            }
            List<Double> all = new ArrayList<>();
            for (List<Integer> order : permutations(List.of(0, 1, 2, 3))) {
                all.add(mean(moved(order, weights)));
            }
            Collections.sort(all);
            double chosen = mean(moved(LegOrder.of(weights), weights));
            assertThat(chosen).as("%s", weights).isLessThanOrEqualTo(all.get(all.size() / 2));
            excess += chosen - all.get(0);
        }
        assertThat(excess / trials).as("more than the best order, on average").isLessThan(0.03);
    }

    private static List<Double> moved(List<Integer> order, List<Integer> weights) {
        HashRegions regions = new HashRegions(order, weights);
        List<Double> shares = new ArrayList<>();
        for (int leaving = 0; leaving < weights.size(); leaving++) {
            shares.add(regions.movedWhenLeaves(leaving, weights));
        }
        return shares;
    }

    private static double mean(List<Double> shares) {
        return shares.stream().mapToDouble(share -> share).average().orElse(0);
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            }
        }
        return all;
    }
}
