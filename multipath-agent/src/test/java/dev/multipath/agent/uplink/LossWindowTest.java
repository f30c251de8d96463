package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LossWindowTest {
    @Test
    void the_empty_window_has_lost_nothing() {
        assertThat(LossWindow.EMPTY.ratio()).isZero();
        assertThat(LossWindow.EMPTY.surelyAbove(0.01, 1)).isFalse();
        assertThat(LossWindow.EMPTY.forgiveNewest()).isEqualTo(LossWindow.EMPTY);
    }

    @Test
    void it_counts_what_a_list_of_the_last_120_would() {
        SplittableRandom random = new SplittableRandom(9);
        Deque<Boolean> expected = new ArrayDeque<>();
        LossWindow window = LossWindow.EMPTY;
        for (int i = 0; i < 1_000; i++) {
            boolean lost = random.nextInt(3) == 0;
            window = window.push(lost);
            expected.addLast(lost);
            if (expected.size() > LossWindow.CAPACITY) {
                expected.removeFirst();
            }
            assertThat(window.size()).isEqualTo(expected.size());
            assertThat(window.lost())
                    .isEqualTo((int) expected.stream().filter(each -> each).count());
        }
    }

    @Test
    void a_late_answer_forgives_the_newest_loss() {
        LossWindow window = LossWindow.EMPTY.push(true).push(false).push(true).push(false);
        assertThat(window.forgiveNewest())
                .isEqualTo(LossWindow.EMPTY.push(true).push(false).push(false).push(false));

        LossWindow old = LossWindow.EMPTY.push(true);
        for (int i = 0; i < 80; i++) {
            old = old.push(false);
        }
        assertThat(old.lost()).isEqualTo(1);
        assertThat(old.forgiveNewest().lost()).as("beyond the first 64 too").isZero();
    }

    @Test
    void above_a_threshold_means_beyond_chance_and_over_enough_rounds() {
        LossWindow window = LossWindow.EMPTY;
        for (int i = 0; i < 59; i++) {
            window = window.push(i % 3 == 0);
        }
        assertThat(window.surelyAbove(0.2, 60)).as("59 rounds").isFalse();
        assertThat(window.push(true).surelyAbove(0.2, 60)).as("a third of 60").isTrue();

        LossWindow near = LossWindow.EMPTY;
        for (int i = 0; i < 60; i++) {
            near = near.push(i % 5 == 0);
        }
        assertThat(near.surelyAbove(0.2, 60)).as("20 % itself").isFalse();
        assertThat(near.surelyAbove(0.1, 60)).isTrue();
    }

    @Test
    void below_a_threshold_means_beyond_chance_too() {
        LossWindow clean = LossWindow.EMPTY;
        for (int i = 0; i < 59; i++) {
            clean = clean.push(false);
        }
        assertThat(clean.surelyBelow(0.1, 60)).as("59 rounds").isFalse();
        assertThat(clean.push(false).surelyBelow(0.1, 60)).isTrue();
        assertThat(clean.push(false).surelyBelow(0.001, 60))
                .as("no loss at all")
                .isTrue();

        LossWindow near = clean.push(true).push(true).push(true);
        assertThat(near.surelyBelow(0.1, 60)).as("3 of 62").isTrue();
        assertThat(near.push(true).surelyBelow(0.1, 60)).as("4 of 63").isFalse();
    }
}
