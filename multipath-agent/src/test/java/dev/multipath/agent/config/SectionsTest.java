package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SectionsTest {

    @ParameterizedTest
    @ValueSource(strings = "[status]")
    void a_section_that_is_not_built_yet_is_one_error_whatever_it_holds(String header) {
        assertThat(Parsed.errors(Parsed.UPLINK + header + "\nnonsense = true\nmore = [1]\n"))
                .containsExactly("a.toml:3:1: " + header + " is not supported yet; expected a file without it");
    }

    @Test
    void a_list_of_sections_that_is_not_built_yet_is_one_error() {
        assertThat(Parsed.errors(Parsed.UPLINK + "[[status]]\nhttp = 1\n[[status]]\nhttp = 2\n"))
                .containsExactly("a.toml:3:1: [status] is not supported yet; expected a file without it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [agnet]       | unknown section "agnet"; did you mean [agent]?
        [Probe]       | unknown section "Probe"; did you mean [probe]?
        [[uplinks]]   | unknown section "uplinks"; did you mean [[uplink]]?
        [[discovery]] | unknown section "discovery"; did you mean [discover]?
        [[routes]]    | unknown section "routes"; did you mean [[route]]?
        [global]      | unknown section "global"; expected [agent], [discover], [probe], [[uplink]], [[route]] or [[policy]]
        """)
    void an_unknown_section_is_answered_with_the_one_that_was_meant(String header, String message) {
        assertThat(Parsed.errors(Parsed.UPLINK + header + "\nx = 1\n")).containsExactly("a.toml:3:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        interval = "1s" | key "interval" stands outside any section; expected it in [probe] or [uplink.probe]
        protocol = 77   | key "protocol" stands outside any section; expected it in [agent] or [[policy]]
        exclude = []    | key "exclude" stands outside any section; expected it in [discover]
        verbose = true  | key "verbose" stands outside any section; expected a section such as [[uplink]] before it
        """)
    void a_key_outside_any_section_is_sent_to_its_own(String assignment, String message) {
        assertThat(Parsed.errors(assignment + "\n" + Parsed.UPLINK)).containsExactly("a.toml:1:1: " + message);
    }

    @Test
    void an_uplink_under_a_wrong_header_is_one_error_not_two() {
        assertThat(Parsed.errors("[[uplnik]]\ninterface = \"eth0\"\n"))
                .containsExactly("a.toml:1:1: unknown section \"uplnik\"; did you mean [[uplink]]?");
        assertThat(Parsed.errors("interface = \"eth0\"\n"))
                .containsExactly("a.toml:1:1: key \"interface\" stands outside any section; expected it in [[uplink]]");
    }

    @Test
    void a_section_inside_another_is_an_unknown_key_there() {
        assertThat(Parsed.errors("[probe.extra]\nx = 1\n" + Parsed.UPLINK))
                .hasSize(1)
                .allSatisfy(
                        line -> assertThat(line).startsWith("a.toml:1:1: unknown key \"extra\" in [probe]; expected"));
    }

    @Test
    void probe_settings_of_an_uplink_are_one_section() {
        assertThat(Parsed.errors(Parsed.UPLINK + "[[uplink.probe]]\nfall = 0\n"))
                .containsExactly(
                        "a.toml:3:1: [[uplink.probe]] is one section only; expected [uplink.probe]",
                        "a.toml:4:8: fall 0 is out of range; expected a whole number from 1 to 1000");
        assertThat(Parsed.errors("probe = 3\n" + Parsed.UPLINK))
                .containsExactly("a.toml:1:9: probe is the number 3; expected a section [probe]");
    }
}
