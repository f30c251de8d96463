package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "eth0, eth0, true",
        "eth0, eth01, false",
        "eth0, eth, false",
        "*, '', true",
        "*, anything, true",
        "eth*, eth, true",
        "eth*, eth0.100, true",
        "eth*, weth0, false",
        "*th*, weth0, true",
        "*0, eth10, true",
        "*0, eth01, false",
        "a*b*c, axxbxxc, true",
        "a*b*c, axxbxx, false",
        "eth?, eth0, true",
        "eth?, eth, false",
        "eth?, eth10, false",
        "eth[0-3], eth2, true",
        "eth[0-3], eth4, false",
        "eth[13], eth3, true",
        "eth[13], eth2, false",
        "eth[!0-3], eth4, true",
        "eth[^0-3], eth2, false",
        "eth[0-39], eth9, true",
        "eth[a-], eth-, true",
        "[]x], ], true",
        "[]x], x, true",
        "[!]], ], false",
        "[a-c][0-9]*, b7tail, true",
        "*[0-9], eth10, true",
        "'', '', true",
        "'', a, false"
    })
    void a_pattern_matches_as_the_shell_would_match_it(String pattern, String name, boolean expected) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "eth*, true",
        "'', true",
        "eth[0], true",
        "eth[, false",
        "eth[0, false",
        "eth[], false",
        "[!], false",
        "[]], true",
        "[a][b, false",
        "a], true"
    })
    void a_bracket_has_to_be_closed(String pattern, boolean expected) {
        assertThat(Glob.isClosed(pattern)).isEqualTo(expected);
    }

    @Test
    void many_stars_take_no_more_than_a_moment() {
        assertThat(Glob.matches("*a".repeat(60) + "b", "a".repeat(120))).isFalse();
    }

    @Test
    void random_patterns_match_what_the_platform_says_they_match() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String pattern = pick(random, "ab*?", 1 + random.nextInt(6));
            String name = pick(random, "ab", 1 + random.nextInt(6));
            boolean expected =
                    FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));

            assertThat(Glob.matches(pattern, name))
                    .as("seed %d: %s on %s", seed, pattern, name)
                    .isEqualTo(expected);
        }
    }

    @Test
    void no_closed_pattern_fails_on_any_name() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String pattern = pick(random, "a[]!^-*?", random.nextInt(8));
            String name = pick(random, "a]-[!", random.nextInt(5));
            if (Glob.isClosed(pattern)) {
                assertThatCode(() -> Glob.matches(pattern, name))
                        .as("seed %d: %s on %s", seed, pattern, name)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static String pick(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
