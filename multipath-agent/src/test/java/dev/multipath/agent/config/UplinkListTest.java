package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UplinkListTest {

    @Test
    void uplinks_keep_the_order_of_the_file() {
        assertThat(Parsed.config(uplinks(3)).uplinks())
                .extracting(UplinkConfig::name)
                .containsExactly("eth0", "eth1", "eth2");
    }

    @Test
    void an_interface_carries_one_uplink_only() {
        assertThat(Parsed.errors("""
            [[uplink]]
            name = "a"
            interface = "eth0"
            [[uplink]]
            name = "b"
            interface = "eth0"
            """))
                .containsExactly(
                        "a.toml:6:13: interface \"eth0\" has an uplink already, at line 3, column 13; expected one"
                                + " uplink for each interface");
    }

    @Test
    void an_uplink_given_twice_without_names_is_one_error() {
        assertThat(Parsed.errors(Parsed.UPLINK + Parsed.UPLINK))
                .containsExactly(
                        "a.toml:4:13: interface \"eth0\" has an uplink already, at line 2, column 13; expected one"
                                + " uplink for each interface");
    }

    @Test
    void a_name_stands_for_one_uplink_only() {
        assertThat(Parsed.errors("""
            [[uplink]]
            name = "a"
            interface = "eth0"
            [[uplink]]
            name = "a"
            interface = "eth1"
            [[uplink]]
            name = "eth3"
            interface = "eth2"
            [[uplink]]
            interface = "eth3"
            """))
                .containsExactly(
                        "a.toml:5:8: name \"a\" is taken, at line 2, column 8; expected a name of its own for each"
                                + " uplink",
                        "a.toml:11:13: interface \"eth3\" would name the uplink, but that name is taken, at line 8,"
                                + " column 8; expected a name");
    }

    @Test
    void an_internal_interface_is_no_uplink() {
        assertThat(Parsed.errors("""
            [agent]
            internal-interfaces = ["eth0"]
            [[uplink]]
            interface = "eth0"
            """))
                .containsExactly(
                        "a.toml:4:13: interface \"eth0\" is also in internal-interfaces; expected it in one of the"
                                + " two");
    }

    @Test
    void as_many_uplinks_as_there_are_rule_priorities_for_are_accepted() {
        assertThat(Parsed.config(uplinks(39)).uplinks()).hasSize(39);
        assertThat(Parsed.errors(uplinks(41)))
                .containsExactly("a.toml:79:1: 41 uplinks do not fit; expected at most 39");
    }

    @Test
    void a_single_table_is_taken_for_the_one_uplink_that_was_meant() {
        assertThat(Parsed.errors("[uplink]\ninterface = \"eth0\"\nweight = 0\n"))
                .containsExactly(
                        "a.toml:1:1: [uplink] stands for one uplink only; expected [[uplink]], for each of them",
                        "a.toml:3:10: weight 0 is out of range; expected a whole number from 1 to 256");
    }

    @Test
    void uplinks_that_are_no_sections_are_one_error() {
        assertThat(Parsed.errors("uplink = \"eth0\"\n"))
                .containsExactly("a.toml:1:10: uplink is the string \"eth0\"; expected sections [[uplink]]");
        assertThat(Parsed.errors("uplink = [\"eth0\"]\n"))
                .containsExactly("a.toml:1:10: uplink is a list; expected sections [[uplink]]");
    }

    private static String uplinks(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("[[uplink]]\ninterface = \"eth").append(i).append("\"\n");
        }
        return text.toString();
    }
}
