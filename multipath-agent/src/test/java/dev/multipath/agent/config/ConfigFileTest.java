package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ConfigFileTest {

    @Test
    void three_lines_are_enough() {
        AgentConfig config = Parsed.config("""
            [[uplink]]
            interface = "eth0"
            gateway = "192.0.2.1"
            """);

        assertThat(config.agent()).isEqualTo(AgentSection.defaults());
        assertThat(config.discover()).isEmpty();
        assertThat(config.probe()).isEqualTo(ProbeConfig.defaults());
        assertThat(config.uplinks())
                .containsExactly(new UplinkConfig(
                        "eth0",
                        "eth0",
                        new GatewaySetting.Fixed(IpAddress.parse("192.0.2.1")),
                        new GatewaySetting.Auto(),
                        1,
                        false,
                        1,
                        true,
                        ProbeConfig.defaults()));
    }

    @Test
    void discover_alone_is_enough() {
        AgentConfig config = Parsed.config("""
            [discover]
            interfaces = ["ppp*"]
            """);

        assertThat(config.uplinks()).isEmpty();
        assertThat(config.discover()).contains(new Discover(List.of("ppp*"), List.of()));
    }

    @Test
    void every_section_that_is_built_is_read() throws IOException {
        AgentConfig config = Parsed.config(Parsed.resource("built-sample.toml"));

        assertThat(config.agent())
                .isEqualTo(new AgentSection(
                        7800,
                        78,
                        Layout.MAIN,
                        10,
                        HashPolicy.L3,
                        OnExit.REMOVE,
                        AllDead.FALLTHROUGH,
                        List.of("eth2"),
                        "/srv/multipath",
                        "/run/agent.sock"));
        assertThat(config.discover()).contains(new Discover(List.of("eth*", "ppp*"), List.of("eth9")));
        ProbeConfig probe = new ProbeConfig(
                ProbeType.ICMP,
                List.of(
                        new ProbeTarget.Host(IpAddress.parse("203.0.113.53")),
                        new ProbeTarget.Host(IpAddress.parse("198.51.100.10")),
                        new ProbeTarget.Host(IpAddress.parse("2001:db8:ffff::10"))),
                Question.DEFAULT,
                1,
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofMillis(1500),
                4,
                2,
                Duration.ofSeconds(20),
                Duration.ofMinutes(10),
                Duration.ofSeconds(90),
                OptionalDouble.of(0.125),
                Optional.of(Duration.ofMillis(300)),
                Duration.ofSeconds(1));
        assertThat(config.probe()).isEqualTo(probe);
        assertThat(config.uplinks()).hasSize(2);
        assertThat(config.uplinks().get(0))
                .isEqualTo(new UplinkConfig(
                        "hinet",
                        "eth0",
                        new GatewaySetting.Fixed(IpAddress.parse("192.0.2.1")),
                        new GatewaySetting.Auto(),
                        4,
                        false,
                        1,
                        true,
                        probe));
        assertThat(config.uplinks().get(1).enabled()).isFalse();
        assertThat(config.uplinks().get(1).probe().fall()).isEqualTo(9);
        assertThat(config.uplinks().get(1).probe().rise()).isEqualTo(2);
    }

    @Test
    void the_whole_contract_sample_has_no_mistake_but_what_is_not_built_yet() throws IOException {
        assertThat(Parsed.errors(Parsed.resource("contract-sample.toml")))
                .containsExactly(
                        "a.toml:45:11: to-file \"/etc/multipath/seednet.txt\" cannot be read: there are no files here;"
                                + " expected a file with one prefix a line",
                        "a.toml:46:8: unknown uplink \"seed\"; expected \"hinet\"",
                        "a.toml:58:17: unknown uplink \"seed\"; expected \"hinet\"",
                        "a.toml:97:1: [status] is not supported yet; expected a file without it");
    }

    @Test
    void the_contract_sample_up_to_the_first_section_not_built_yet_is_valid() throws IOException {
        String sample = Parsed.resource("contract-sample.toml");

        AgentConfig config = Parsed.config(sample.substring(0, sample.indexOf("[[route]]")));

        assertThat(config.agent().internalInterfaces()).containsExactly("eth2");
        assertThat(config.uplinks()).extracting(UplinkConfig::weight).containsExactly(4);
        assertThat(config.probe().targets4()).hasSize(2);
        assertThat(config.probe().targets6()).hasSize(1);
    }

    @Test
    void ten_mistakes_are_ten_errors() {
        assertThat(Parsed.errors("""
            [agent]
            layout = "isolatd"
            protocol = 3
            [probe]
            interval = 5
            targets = ["dns.google"]
            loss-degraded = "120%"
            [[uplink]]
            wieght = 4
            interface = "eth0"
            gateway = "2001:db8::1"
            enabled = "yes"
            [[uplink]]
            interface = "eth0"
            tier = 0
            """))
                .containsExactly(
                        "a.toml:2:10: unknown layout \"isolatd\"; did you mean \"isolated\"?",
                        "a.toml:3:12: protocol 3 is out of range; expected a whole number from 5 to 255",
                        "a.toml:5:12: interval 5 has no unit; expected a duration such as \"250ms\", \"1s\" or \"5m\"",
                        "a.toml:6:12: target \"dns.google\" is no address; expected an IPv4 or IPv6 address, as names"
                                + " are not looked up",
                        "a.toml:7:17: loss-degraded \"120%\" is out of range; expected more than 0% and at most 100%,"
                                + " or \"off\"",
                        "a.toml:9:1: unknown key \"wieght\"; did you mean \"weight\"?",
                        "a.toml:11:11: gateway \"2001:db8::1\" is for gateway6; expected an IPv4 address, \"auto\","
                                + " \"dhcp\", \"peer\" or \"none\"",
                        "a.toml:12:11: enabled is the string \"yes\"; expected true or false",
                        "a.toml:14:13: interface \"eth0\" has an uplink already, at line 10, column 13; expected one"
                                + " uplink for each interface",
                        "a.toml:15:8: tier 0 is out of range; expected a whole number from 1 to 256");
    }

    @Test
    void a_file_without_an_uplink_is_an_error() {
        String expected =
                "a.toml:1:1: the file has no uplink; expected [[uplink]] with interface = \"eth0\", or [discover]"
                        + " with interfaces = [\"eth*\"]";

        assertThat(Parsed.errors("")).containsExactly(expected);
        assertThat(Parsed.errors("# nothing yet\n")).containsExactly(expected);
        assertThat(Parsed.errors("[probe]\nfall = 3\n")).containsExactly(expected);
    }

    @Test
    void inline_tables_and_dotted_keys_are_read_like_sections() {
        AgentConfig config = Parsed.config("""
            agent.protocol = 79
            probe = { targets = ["192.0.2.53"], fall = 2 }
            uplink = [ { interface = "eth0" }, { interface = "eth1", probe.fall = 3 } ]
            """);

        assertThat(config.agent().protocol()).isEqualTo(79);
        assertThat(config.uplinks()).extracting(uplink -> uplink.probe().fall()).containsExactly(2, 3);
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_do_no_harm() {
        assertThat(Parsed.errors("\ufeff[[uplink]]\r\ninterface = \"eth0\"\r\nweight = 0\r\n"))
                .containsExactly("a.toml:3:10: weight 0 is out of range; expected a whole number from 1 to 256");
    }

    @Test
    void a_file_of_absurd_length_is_refused_unread() {
        assertThat(Parsed.errors("#".repeat((1 << 17) + 1)))
                .containsExactly("a.toml:1:1: the file has 131073 characters; expected at most 131072");
        assertThat(Parsed.errors("x\n".repeat(10_000)))
                .containsExactly("a.toml:1:1: the file has 10001 lines; expected at most 10000");
    }

    @Test
    void control_characters_of_the_file_do_not_get_into_messages() {
        assertThat(Parsed.errors("[[uplink]]\ninterface = \"eth0\\u001b[2J\\n\"\n"))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b").doesNotContain("\n"));
    }
}
