package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SequenceTest {
    private static Sequence of(long... numbers) {
        Sequence sequence = new Sequence();
        for (long number : numbers) {
            sequence.arrives(number);
        }
        return sequence;
    }

    @Test
    void numbers_that_rise_are_in_order_whatever_is_missing() {
        assertThat(of(0, 1, 5, 6, 100).reordered()).isZero();
    }

    @Test
    void one_that_comes_after_a_later_one_is_reordered_by_those_it_should_have_preceded() {
        Sequence sequence = of(0, 2, 3, 4, 1, 5);
        assertThat(sequence.reordered()).isEqualTo(1);
        assertThat(sequence.extent()).isEqualTo(3);
    }

    @Test
    void the_extent_reaches_back_to_the_first_later_one() {
        // RFC 4737, section 4.2.1: the distance to the earliest arrival with a greater number.
        assertThat(of(9, 1, 2, 3).extent()).isEqualTo(3);
    }
}
