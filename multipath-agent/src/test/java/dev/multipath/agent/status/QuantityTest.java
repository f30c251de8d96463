package dev.multipath.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1m00s",
        "192, 3m12s",
        "3599, 59m59s",
        "3600, 1h00m",
        "7530, 2h05m",
        "86400, 1d00h",
        "273600, 3d04h",
        "-5, 0s"
    })
    void an_age_has_at_most_two_units(long seconds, String text) {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(Quantity.age(now.minusSeconds(seconds), now)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0%", "0.6667, 66.7%", "0.0004, 0.0%", "0.9999, 100.0%", "1, 100.0%"})
    void a_ratio_has_one_decimal(double ratio, String text) {
        assertThat(Quantity.percent(ratio)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.31, 0.3 ms", "12.345, 12.3 ms", "99.94, 99.9 ms", "99.96, 100 ms", "612.4, 612 ms"})
    void a_round_trip_has_a_decimal_while_it_matters(double millis, String text) {
        assertThat(Quantity.millis(millis)).isEqualTo(text);
    }
}
