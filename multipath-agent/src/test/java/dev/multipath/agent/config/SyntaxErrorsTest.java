package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyntaxErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        interval = 1s        | 13 | unexpected 's'; expected a newline or the end of the file (text, durations and addresses are written in quotes: "1s")
        type = icmp          | 8  | unexpected 'i'; expected a value (text, durations and addresses are written in quotes: "icmp")
        type = icmp # ping   | 8  | unexpected 'i'; expected a value (text, durations and addresses are written in quotes: "icmp")
        enabled = yes        | 11 | unexpected 'y'; expected a value (write true)
        enabled = False      | 11 | unexpected 'F'; expected a value (write false)
        weight =             | 9  | unexpected end of line; expected a value
        weight               | 7  | unexpected end of line; expected . or =
        weight = 4 5         | 12 | unexpected '5'; expected a newline or the end of the file
        weight = 04          | 10 | leading zeros are not allowed
        name = "hinet        | 14 | unexpected end of line; expected a closing "
        name = 'hinet        | 14 | unexpected end of line; expected '
        name = "a\\qb"       | 10 | invalid escape sequence '\\q'
        """)
    void a_line_that_is_not_toml_is_explained(String line, int column, String message) {
        assertThat(Parsed.errors(Parsed.UPLINK + line + "\n")).containsExactly("a.toml:3:" + column + ": " + message);
    }

    @Test
    void a_key_given_twice_is_shown_with_its_first_place() {
        assertThat(Parsed.errors(Parsed.UPLINK + "weight = 3\nweight = 4\n"))
                .containsExactly(
                        "a.toml:4:1: \"weight\" is given a second time; expected once (it is already at line 3,"
                                + " column 1)");
    }

    @Test
    void a_section_given_twice_is_shown_with_its_first_place_and_its_keys_are_left_alone() {
        assertThat(Parsed.errors("[agent]\nprotocol = 78\n" + Parsed.UPLINK + "[agent]\nprotocol = 79\nmetric = 1\n"))
                .containsExactly("a.toml:5:1: \"agent\" is given a second time; expected once (it is already at line 1,"
                        + " column 1)");
    }

    @Test
    void a_section_cannot_be_both_single_and_listed() {
        assertThat(Parsed.errors("[uplink]\ninterface = \"eth0\"\n[[uplink]]\ninterface = \"eth1\"\n"))
                .containsExactly(
                        "a.toml:1:1: [uplink] stands for one uplink only; expected [[uplink]], for each of them",
                        "a.toml:3:1: [uplink] and [[uplink]] exclude each other; expected one of the two (the other is"
                                + " at line 1, column 1)");
    }

    @Test
    void several_broken_lines_are_reported_together_with_wrong_values_elsewhere() {
        assertThat(Parsed.errors("""
            [agent]
            protocol = 3
            layout = main
            [probe]
            interval = 1s
            fall = 0
            [[uplink]]
            interface = "eth0
            wieght = 2
            """))
                .containsExactly(
                        "a.toml:2:12: protocol 3 is out of range; expected a whole number from 5 to 255",
                        "a.toml:3:10: unexpected 'm'; expected a value (text, durations and addresses are written in"
                                + " quotes: \"main\")",
                        "a.toml:5:13: unexpected 's'; expected a newline or the end of the file (text, durations and"
                                + " addresses are written in quotes: \"1s\")",
                        "a.toml:6:8: fall 0 is out of range; expected a whole number from 1 to 1000",
                        "a.toml:8:18: unexpected end of line; expected a closing \"",
                        "a.toml:9:1: unknown key \"wieght\"; did you mean \"weight\"?");
    }

    @Test
    void a_value_lost_in_a_broken_line_is_not_called_missing() {
        assertThat(Parsed.errors("[[uplink]]\ninterface = eth0\n")).hasSize(1);
        assertThat(Parsed.errors("[[uplink\n")).hasSize(1);
        assertThat(Parsed.errors("[discover]\ninterfaces = [eth0]\n")).hasSize(1);
        assertThat(Parsed.errors("[probe]\nquorum = 2\ntargets = [1.1.1.1]\n" + Parsed.UPLINK))
                .hasSize(1);
        assertThat(Parsed.errors("[probe]\ninterval = 5s\nfast-interval = \"2s\"\n" + Parsed.UPLINK))
                .hasSize(1);
        assertThat(Parsed.errors("[agent]\nlayout = main\nmetric = 5\n" + Parsed.UPLINK))
                .hasSize(1);
    }

    @Test
    void keys_behind_a_broken_header_are_not_counted_to_the_section_before() {
        assertThat(Parsed.errors("""
            [agent]
            protocol = 78
            [probe fast]
            fall = 0
            protocol = 79
            [[uplink]
            interface = "eth0"
            weight = 2
            [[uplink]]
            interface = "eth0"
            weight = 0
            """))
                .containsExactly(
                        "a.toml:3:8: unexpected 'fast'; expected ]",
                        "a.toml:6:9: unexpected ']'; expected ]] or .",
                        "a.toml:11:10: weight 0 is out of range; expected a whole number from 1 to 256");
    }

    @Test
    void text_in_three_quotes_that_never_ends_is_one_error() {
        assertThat(Parsed.errors("[[uplink]]\nname = \"\"\"\ninterface = \"eth0\"\n[agent]\nprotocol = 3\n"))
                .containsExactly("a.toml:6:1: unexpected end of the file; expected a closing \"\"\"");
    }

    @Test
    void a_list_that_never_ends_is_shown_where_it_opened() {
        assertThat(Parsed.errors(Parsed.UPLINK + "[probe]\ntargets = [\"192.0.2.1\",\n  \"192.0.2.2\"\nfall = 0\n"))
                .containsExactly(
                        "a.toml:5:14: unexpected end of line; expected ] or a comma; the array opened at line 4,"
                                + " column 11 is unclosed",
                        "a.toml:6:8: fall 0 is out of range; expected a whole number from 1 to 1000");
    }
}
