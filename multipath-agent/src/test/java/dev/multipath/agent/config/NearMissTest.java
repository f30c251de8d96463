package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearMissTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, '', 3",
        "'', abc, 3",
        "wieght, weight, 1",
        "wight, weight, 1",
        "weeight, weight, 1",
        "waight, weight, 1",
        "kitten, sitting, 3"
    })
    void the_distance_counts_slips_of_the_finger(String a, String b, int expected) {
        assertThat(NearMiss.distance(a, b)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "wieght, weight",
        "gatway, gateway",
        "gateway_6, gateway6",
        "INTERFACE, interface",
        "interfaces, interface",
        "enable, enabled",
        "naem, name"
    })
    void a_mistyped_key_is_recognized(String typed, String meant) {
        assertThat(NearMiss.of(typed, KnownKeys.UPLINK_KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "''", "metric", "a-very-long-key-nobody-would-ever-mistake-for-another"})
    void a_word_unlike_any_known_one_is_not_guessed_at(String typed) {
        assertThat(NearMiss.of(typed, KnownKeys.UPLINK_KEYS)).isEmpty();
    }

    @Test
    void the_nearest_one_wins_and_among_equals_the_first() {
        assertThat(NearMiss.of("rtt-degradet", KnownKeys.PROBE_KEYS)).contains("rtt-degraded");
        assertThat(NearMiss.of("bat", new String[] {"cat", "rat"})).contains("cat");
    }
}
