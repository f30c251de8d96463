package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        table-base = 255         | 14 | table-base 255 is out of range; expected a whole number from 256 to 32466
        table-base = 32467       | 14 | table-base 32467 is out of range; expected a whole number from 256 to 32466
        table-base = "7700"      | 14 | table-base is the string "7700"; expected a whole number from 256 to 32466
        table-base = 7700.5      | 14 | table-base is the number 7700.5; expected a whole number from 256 to 32466
        protocol = 0             | 12 | protocol 0 is out of range; expected a whole number from 5 to 255
        protocol = 2             | 12 | protocol 2 is out of range; expected a whole number from 5 to 255
        protocol = 256           | 12 | protocol 256 is out of range; expected a whole number from 5 to 255
        protocol = true          | 12 | protocol is true; expected a whole number from 5 to 255
        layout = "own"           | 10 | unknown layout "own"; expected "isolated" or "main"
        layout = "Main"          | 10 | unknown layout "Main"; did you mean "main"?
        layout = 1               | 10 | layout is the number 1; expected "isolated" or "main"
        metric = 10              | 10 | metric 10 has no use in layout "isolated"; expected 0, or layout = "main"
        metric = -1              | 10 | metric -1 is out of range; expected a whole number from 0 to 4294946288
        hash-policy = "l5"       | 15 | unknown hash-policy "l5"; expected "l3", "l4" or "keep"
        hash-policy = "layer4"   | 15 | unknown hash-policy "layer4"; expected "l3", "l4" or "keep"
        on-exit = "kepp"         | 11 | unknown on-exit "kepp"; did you mean "keep"?
        on-exit = "delete"       | 11 | unknown on-exit "delete"; expected "keep" or "remove"
        all-dead = "keep_last"   | 12 | unknown all-dead "keep_last"; did you mean "keep-last"?
        all-dead = ["keep-last"] | 12 | all-dead is a list; expected "keep-last", "fallthrough" or "unreachable"
        state-dir = "lib"        | 13 | state-dir "lib" is not absolute; expected a path such as "/var/lib/multipath"
        state-dir = ""           | 13 | state-dir "" is not absolute; expected a path such as "/var/lib/multipath"
        state-dir = 3            | 13 | state-dir is the number 3; expected an absolute path
        state-dir = "/\\u0000"   | 13 | state-dir "/ " cannot be a path; expected a path such as "/var/lib/multipath"
        control-socket = "a"     | 18 | control-socket "a" is not absolute; expected a path such as "/run/multipath/agent.sock"
        control-socket = "/run/" | 18 | control-socket "/run/" is a directory; expected a file in it
        internal-interfaces = 1  | 23 | internal-interfaces is the number 1; expected a list of strings, in [ ]
        internal-interfaces=[[]] | 22 | internal-interfaces holds a list; expected strings only
        internal-interfaces=["e*"] | 22 | internal interface "e*" is a pattern; expected the name of one interface, such as "eth0"
        state-dirs = "/var"      | 1  | unknown key "state-dirs"; did you mean "state-dir"?
        """)
    void a_wrong_value_is_named_with_what_was_expected(String assignment, int column, String message) {
        assertThat(Parsed.errors("[agent]\n" + assignment + "\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:" + column + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table-base = 256",
                "table-base = 32466",
                "protocol = 5",
                "protocol = 255",
                "metric = 0",
                "layout = \"main\"\nmetric = 4294946288",
                "all-dead = \"unreachable\"",
                "hash-policy = \"keep\"",
                "internal-interfaces = []",
                "state-dir = \"/\""
            })
    void the_ends_of_every_range_are_accepted(String assignments) {
        assertThat(Parsed.errors("[agent]\n" + assignments + "\n" + Parsed.UPLINK))
                .isEmpty();
    }

    @Test
    void a_metric_leaves_room_for_the_stand_by_routes_behind_it() {
        assertThat(AgentSection.MAX_METRIC + 1001 + 2 * 256 * AgentConfig.MAX_UPLINKS + AgentConfig.MAX_UPLINKS - 1)
                .isEqualTo(0xffff_ffffL);
        assertThat(Parsed.errors("[agent]\nlayout = \"main\"\nmetric = 4294946289\n" + Parsed.UPLINK))
                .containsExactly("a.toml:3:10: metric 4294946289 is out of range; expected a whole number from 0 to"
                        + " 4294946288");
    }

    @Test
    void a_metric_is_not_judged_by_a_layout_that_is_itself_wrong() {
        assertThat(Parsed.errors("[agent]\nlayout = \"mian\"\nmetric = 5\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:10: unknown layout \"mian\"; did you mean \"main\"?");
    }

    @Test
    void a_socket_path_has_to_fit_the_kernels_structure() {
        String fits = "/" + "s".repeat(106);

        assertThat(Parsed.errors(socket(fits))).isEmpty();
        assertThat(Parsed.errors(socket(fits + "s")))
                .containsExactly(
                        "a.toml:2:18: control-socket has 108 bytes; expected at most 107, as the kernel allows for"
                                + " a socket");
        assertThat(Parsed.errors(socket("/" + "ß".repeat(54))))
                .containsExactly(
                        "a.toml:2:18: control-socket has 109 bytes; expected at most 107, as the kernel allows for"
                                + " a socket");
    }

    @ParameterizedTest
    @CsvSource({"12, bird", "16, dhcp", "186, bgp"})
    void a_protocol_number_somebody_else_uses_is_a_warning(int protocol, String name) {
        List<String> warnings = Parsed.warnings("[agent]\nprotocol = " + protocol + "\n" + Parsed.UPLINK);

        assertThat(warnings)
                .contains("a.toml:2:12: warning: protocol " + protocol + " is the number of " + name
                        + ", whose routes the agent would take for its own; better a number nobody else uses, such as"
                        + " 77");
    }

    @Test
    void the_section_must_be_one_table() {
        assertThat(Parsed.errors("agent = 7700\n" + Parsed.UPLINK))
                .containsExactly("a.toml:1:9: agent is the number 7700; expected a section [agent]");
        assertThat(Parsed.errors("[[agent]]\nprotocol = 4\n" + Parsed.UPLINK))
                .containsExactly(
                        "a.toml:1:1: [[agent]] is one section only; expected [agent]",
                        "a.toml:2:12: protocol 4 is out of range; expected a whole number from 5 to 255");
    }

    private static String socket(String path) {
        return "[agent]\ncontrol-socket = \"" + path + "\"\n" + Parsed.UPLINK;
    }
}
