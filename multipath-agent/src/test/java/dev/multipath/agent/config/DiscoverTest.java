package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiscoverTest {

    @Test
    void an_interface_is_wanted_if_a_pattern_matches_and_no_exclusion_does() {
        Discover discover = new Discover(List.of("eth*", "ppp[0-3]"), List.of("eth9", "eth*.100"));

        assertThat(discover.matches("eth0")).isTrue();
        assertThat(discover.matches("ppp3")).isTrue();
        assertThat(discover.matches("ppp4")).isFalse();
        assertThat(discover.matches("wlan0")).isFalse();
        assertThat(discover.matches("eth9")).isFalse();
        assertThat(discover.matches("eth0.100")).isFalse();
    }

    @Test
    void the_loopback_interface_is_never_wanted() {
        assertThat(new Discover(List.of("*"), List.of()).matches("lo")).isFalse();
        assertThat(new Discover(List.of("*"), List.of()).matches("lo0")).isTrue();
    }

    @Test
    void patterns_that_cannot_work_do_not_construct() {
        assertThatThrownBy(() -> new Discover(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Discover(List.of("eth["), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Discover(List.of("a"), List.of("[a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        interfaces = []                 | 14 | interfaces is empty; expected at least one name or pattern, such as interfaces = ["eth*"]
        interfaces = "eth*"             | 14 | interfaces is the string "eth*"; expected a list of strings, in [ ]
        interfaces = ["eth0", 1]        | 23 | interfaces holds the number 1; expected strings only
        interfaces = ["eth[0-3"]        | 15 | pattern "eth[0-3" has an open bracket; expected a "]" behind the "["
        interfaces = [""]               | 15 | pattern "" is empty; expected the name of an interface, such as "eth0"
        interfaces = ["eth 0"]          | 15 | pattern "eth 0" cannot name an interface; expected no "/", ":", space or control character in it
        interfaces = ["an-interface-name"] | 15 | pattern "an-interface-name" is too long for the name of an interface; expected at most 15 bytes
        interfaces = ["lo"]             | 15 | interface "lo" is the loopback interface; expected one that leads out
        interface = ["eth*"]            | 1  | unknown key "interface"; did you mean "interfaces"?
        excludes = ["eth*"]             | 1  | unknown key "excludes"; did you mean "exclude"?
        weight = 3                      | 1  | unknown key "weight" in [discover]; expected it in [[uplink]]
        """)
    void a_wrong_value_is_named_with_what_was_expected(String assignment, int column, String message) {
        String complete = assignment.startsWith("interface") ? "" : "interfaces = [\"eth*\"]\n";

        assertThat(Parsed.errors("[discover]\n" + assignment + "\n" + complete))
                .containsExactly("a.toml:2:" + column + ": " + message);
    }

    @Test
    void a_section_without_interfaces_discovers_nothing() {
        assertThat(Parsed.errors("[discover]\n"))
                .containsExactly(
                        "a.toml:1:1: [discover] has no interfaces; expected at least one name or pattern, such as"
                                + " interfaces = [\"eth*\"]");
    }

    @Test
    void a_plain_name_that_is_internal_or_excluded_can_never_match() {
        assertThat(Parsed.errors("""
            [agent]
            internal-interfaces = ["eth2"]
            [discover]
            interfaces = ["eth2", "eth3", "eth*"]
            exclude = ["*3"]
            """))
                .containsExactly(
                        "a.toml:4:15: interface \"eth2\" is also in internal-interfaces; expected it in one of the two",
                        "a.toml:4:23: interface \"eth3\" is also excluded; expected it in one of the two");
    }

    @Test
    void an_exclusion_must_be_a_pattern_that_closes() {
        assertThat(Parsed.errors("[discover]\ninterfaces = [\"eth*\"]\nexclude = [\"eth[\"]\n"))
                .containsExactly(
                        "a.toml:3:12: pattern \"eth[\" has an open bracket; expected a \"]\" behind the \"[\"");
    }
}
