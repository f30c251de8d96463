package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "1s, PT1S",
        "5m, PT5M",
        "1h, PT1H",
        "1m30s, PT1M30S",
        "1h0m1s1ms, PT1H1.001S",
        "90s, PT1M30S",
        "0s, PT0S",
        "0ms, PT0S",
        "007s, PT7S",
        "999999999h, PT999999999H"
    })
    void numbers_with_units_are_durations(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "s",
                "1.5s",
                "-1s",
                "+1s",
                " 1s",
                "1s ",
                "1 s",
                "1S",
                "1sec",
                "1d",
                "30s1m",
                "1s1s",
                "1m2",
                "1ms1s",
                "1us",
                "1s,2ms",
                "1234567890s",
                "٣s"
            })
    void anything_else_is_none(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.25S, 250ms", "PT90S, 1m30s", "PT1H, 1h", "PT169H0.001S, 169h1ms", "PT60S, 1m"})
    void a_duration_is_written_in_its_shortest_form(Duration duration, String expected) {
        assertThat(DurationText.of(duration)).isEqualTo(expected);
    }

    @Test
    void what_is_written_is_read_back() {
        for (long seed = 0; seed < 500; seed++) {
            Duration duration = Duration.ofMillis(new Random(seed).nextInt(Integer.MAX_VALUE));

            assertThat(DurationText.parse(DurationText.of(duration)))
                    .as("seed %d", seed)
                    .contains(duration);
        }
    }
}
