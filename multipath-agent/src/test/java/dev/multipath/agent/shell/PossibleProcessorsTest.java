package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class PossibleProcessorsTest {
    @Test
    void the_highest_of_the_list_counts() {
        assertThat(PossibleProcessors.count("0\n")).isEqualTo(1);
        assertThat(PossibleProcessors.count("0-3\n")).isEqualTo(4);
        assertThat(PossibleProcessors.count("0,2-5\n")).isEqualTo(6);
        assertThat(PossibleProcessors.count("0-1,7\n")).isEqualTo(8);
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> PossibleProcessors.count("none"));
    }

    @Test
    void there_are_at_least_as_many_as_the_jvm_may_use() {
        assertThat(PossibleProcessors.count())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
