package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a file: nothing is thrown, and every error has a place in it. */
final class ConfigMutationTest {
    private static final String ALPHABET = "abez019 \t\n\r\"'[]{}=#.,-_\\%:*\u0000\u0007\u00e9\ufeff\ud83d\ude00\u2028";
    private static String built = "";
    private static String whole = "";

    @BeforeAll
    static void read_the_samples() throws IOException {
        built = Parsed.resource("built-sample.toml");
        whole = Parsed.resource("contract-sample.toml");
    }

    @Test
    void characters_changed_at_random_never_get_the_better_of_it() {
        int refused = 0;
        for (long seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(seed % 2 == 0 ? built : whole);
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                changeCharacters(text, random);
            }
            refused += judge("characters, seed " + seed, text.toString());
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void lines_moved_at_random_never_get_the_better_of_it() {
        int refused = 0;
        for (long seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            String[] lines = (seed % 2 == 0 ? built : whole).split("\n", -1);
            for (int changes = 1 + random.nextInt(10); changes > 0; changes--) {
                int target = random.nextInt(lines.length);
                String line = lines[random.nextInt(lines.length)];
                lines[target] = random.nextBoolean() ? line : line.substring(0, random.nextInt(line.length() + 1));
            }
            refused += judge("lines, seed " + seed, String.join("\n", lines));
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void values_exchanged_at_random_never_get_the_better_of_it() {
        String[] values = {
            "0",
            "-1",
            "99999999999999999999",
            "1e400",
            "nan",
            "true",
            "\"\"",
            "\"\\u0000\"",
            "[]",
            "[[]]",
            "[{}]",
            "{}",
            "{ a.b = 1 }",
            "\"192.0.2.1\"",
            "\"::\"",
            "\"1s\"",
            "\"20%\"",
            "1979-05-27T07:32:00Z",
            "'''\nx'''",
            "[1, \"a\"]",
            "\"\ud83d\ude00\"",
            "0x7fffffffffffffff",
            "\"" + "long".repeat(500) + '"'
        };
        for (long seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            String[] lines = built.split("\n", -1);
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                int target = random.nextInt(lines.length);
                int equals = lines[target].indexOf('=');
                if (equals >= 0) {
                    lines[target] =
                            lines[target].substring(0, equals + 1) + ' ' + values[random.nextInt(values.length)];
                }
            }
            judge("values, seed " + seed, String.join("\n", lines));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[[",
                "]",
                "=",
                "a",
                "a=",
                "\"",
                "'",
                "\"\"\"",
                "#",
                "\n",
                "\r",
                "\u0000",
                "\ufeff",
                "\ufeff\ufeff",
                "{",
                "a={",
                "a=[",
                "[a",
                "[[a",
                "[a]\n[a]",
                "a.b.c=1\na.b=2",
                "[uplink",
                "[[uplink",
                "[[uplink]]",
                "uplink=[]",
                "uplink=[{}]",
                "probe={}",
                "[uplink]\n[[uplink]]",
                "\ud800",
                "[[uplink]]\ninterface=\"\ud800\""
            })
    void scraps_of_a_file_are_refused_with_a_place(String text) {
        assertThat(judge("scrap", text)).isEqualTo(1);
    }

    @Test
    void deep_nesting_is_refused_not_followed() {
        for (String open : new String[] {"[", "{a="}) {
            assertThat(judge("nesting", "a = " + open.repeat(20_000))).isEqualTo(1);
        }
        assertThat(judge("nesting", "a." + "b.".repeat(20_000) + "c = 1")).isEqualTo(1);
    }

    private static void changeCharacters(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, c);
            case 1 -> text.insert(at, c);
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(20))));
        }
    }

    /** 1 if the text was refused. */
    private static int judge(String what, String text) {
        if (!(ConfigFile.parse("a.toml", text) instanceof ConfigResult.Invalid invalid)) {
            return 0;
        }
        String[] lines = text.split("\n", -1);
        for (ConfigError error : invalid.errors()) {
            assertThat(error.line()).as("%s: %s", what, error).isBetween(1, lines.length);
            assertThat(error.column()).as("%s: %s", what, error).isBetween(1, lines[error.line() - 1].length() + 1);
            assertThat(error.message()).as(what).isNotBlank().doesNotContain("\n");
        }
        return 1;
    }
}
