package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentTextTest {

    @ParameterizedTest
    @CsvSource({"20%, 20", "2.5%, 2.5", "0%, 0", "100%, 100", "250%, 250", "0.001%, 0.001"})
    void a_number_before_a_percent_sign_is_a_share(String text, double expected) {
        assertThat(PercentText.parse(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "20",
                "20 %",
                " 20%",
                "-1%",
                "+1%",
                "1e1%",
                ".5%",
                "5.%",
                ".%",
                "1.2.3%",
                "20%%",
                "NaN%",
                "0x1%",
                "٢٠%",
                "1234567890123%"
            })
    void anything_else_is_none(String text) {
        assertThat(PercentText.parse(text)).isEmpty();
    }
}
