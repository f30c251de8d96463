package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProbeChecksTest {
    private static final String THREE_TARGETS = "targets = [\"192.0.2.53\", \"198.51.100.10\", \"2001:db8::10\"]\n";

    @Test
    void an_uplink_inherits_what_it_does_not_override() {
        ProbeConfig probe = Parsed.config("""
            [probe]
            targets = ["192.0.2.53"]
            interval = "2s"
            fall = 7
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            targets = ["198.51.100.10"]
            fall = 2
            """).uplinks().get(0).probe();

        assertThat(probe.targets()).containsExactly(new ProbeTarget.Host(IpAddress.parse("198.51.100.10")));
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(probe.fall()).isEqualTo(2);
        assertThat(probe.rise()).isEqualTo(ProbeConfig.defaults().rise());
    }

    @Test
    void a_quorum_no_family_can_reach_is_an_error_once_for_all_uplinks() {
        assertThat(Parsed.errors("[probe]\nquorum = 2\n" + THREE_TARGETS + """
            [[uplink]]
            interface = "eth0"
            [[uplink]]
            interface = "eth1"
            [discover]
            interfaces = ["ppp*"]
            """))
                .containsExactly("a.toml:2:10: quorum 2 is more than the 1 IPv6 target; expected at most 1");
    }

    @Test
    void a_quorum_is_shown_where_the_uplink_sets_it() {
        assertThat(Parsed.errors("[probe]\n" + THREE_TARGETS + Parsed.UPLINK + "[uplink.probe]\nquorum = 3\n"))
                .containsExactly(
                        "a.toml:6:10: quorum 3 is more than the 2 IPv4 targets; expected at most 2",
                        "a.toml:6:10: quorum 3 is more than the 1 IPv6 target; expected at most 1");
    }

    @Test
    void a_quorum_is_shown_at_the_targets_of_an_uplink_that_has_too_few_for_it() {
        assertThat(Parsed.errors("""
            [probe]
            quorum = 2
            targets = ["192.0.2.53", "198.51.100.10"]
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            targets = ["192.0.2.53"]
            """))
                .containsExactly("a.toml:7:11: quorum 2 is more than the 1 IPv4 target; expected at most 1");
    }

    @Test
    void a_quorum_for_targets_that_only_the_uplinks_name_is_fine() {
        assertThat(Parsed.errors("""
            [probe]
            quorum = 2
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            targets = ["192.0.2.53", "198.51.100.10"]
            """)).isEmpty();
    }

    @Test
    void an_uplink_that_probes_its_gateway_drops_inherited_targets_and_their_quorum() {
        UplinkConfig uplink = Parsed.config("""
            [probe]
            quorum = 2
            targets = ["192.0.2.53", "198.51.100.10"]
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            type = "gateway"
            """).uplinks().get(0);

        assertThat(uplink.probe().type()).isEqualTo(ProbeType.GATEWAY);
        assertThat(uplink.probe().targets()).isEmpty();
        assertThat(uplink.probe().quorum()).isEqualTo(1);
    }

    @Test
    void targets_beside_the_type_gateway_are_an_error() {
        assertThat(Parsed.errors("[probe]\ntype = \"gateway\"\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK))
                .containsExactly(
                        "a.toml:3:11: targets have no use with type \"gateway\"; expected type = \"icmp\", or no"
                                + " targets");
        assertThat(Parsed.errors("[probe]\ntype = \"gateway\"\n" + Parsed.UPLINK + "[uplink.probe]\n" + THREE_TARGETS))
                .containsExactly("a.toml:6:11: targets have no use with type \"gateway\" of [probe]; expected type ="
                        + " \"icmp\", or no targets");
    }

    @Test
    void no_type_and_no_targets_means_the_gateway() {
        assertThat(Parsed.config(Parsed.UPLINK).probe().type()).isEqualTo(ProbeType.GATEWAY);
        assertThat(Parsed.config("[probe]\ntype = \"icmp\"\n" + Parsed.UPLINK)
                        .probe()
                        .type())
                .isEqualTo(ProbeType.GATEWAY);
    }

    @Test
    void an_uplink_without_ipv6_does_without_inherited_targets_of_ipv6() {
        ProbeConfig probe = Parsed.config(
                        "[probe]\nquorum = 1\n" + THREE_TARGETS + Parsed.UPLINK + "gateway6 = \"off\"\n")
                .uplinks()
                .get(0)
                .probe();

        assertThat(probe.targets4()).hasSize(2);
        assertThat(probe.targets6()).isEmpty();
    }

    @Test
    void targets_of_ipv6_for_an_uplink_without_it_are_an_error() {
        assertThat(Parsed.errors(Parsed.UPLINK + "gateway6 = \"off\"\n[uplink.probe]\n" + THREE_TARGETS))
                .containsExactly("a.toml:5:11: targets has IPv6 addresses, but gateway6 = \"off\" keeps the uplink"
                        + " IPv4-only; expected IPv4 addresses");
    }

    @Test
    void the_fast_interval_is_the_shorter_one() {
        String wrong = "fast-interval \"1s\" is longer than interval \"500ms\"; expected it no longer than that";

        assertThat(Parsed.errors("[probe]\ninterval = \"500ms\"\nfast-interval = \"1s\"\n" + Parsed.UPLINK))
                .containsExactly("a.toml:3:17: " + wrong);
        assertThat(Parsed.errors(
                        "[probe]\nfast-interval = \"1s\"\n" + Parsed.UPLINK + "[uplink.probe]\ninterval = \"500ms\"\n"))
                .containsExactly("a.toml:6:12: " + wrong);
        assertThat(Parsed.errors("[probe]\ninterval = \"50ms\"\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:12: fast-interval \"100ms\" is longer than interval \"50ms\"; expected it no"
                        + " longer than that");
    }

    @Test
    void hold_up_stays_below_its_maximum() {
        assertThat(Parsed.errors("[probe]\nhold-up = \"10m\"\n" + Parsed.UPLINK + "[[uplink]]\ninterface = \"eth1\"\n"))
                .containsExactly(
                        "a.toml:2:11: hold-up \"10m\" is longer than hold-up-max \"5m\"; expected it no longer than"
                                + " that");
    }

    @Test
    void a_value_that_is_wrong_in_itself_is_not_held_against_others() {
        assertThat(Parsed.errors("[probe]\ninterval = \"5ms\"\nfast-interval = \"2s\"\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:12: interval \"5ms\" is too short; expected at least \"10ms\"");
        assertThat(Parsed.errors("[probe]\nquorum = 2\ntargets = [\"192.0.2.1\", \"x\"]\n" + Parsed.UPLINK))
                .containsExactly(
                        "a.toml:3:25: target \"x\" is no address; expected an IPv4 or IPv6 address, as names are"
                                + " not looked up");
        assertThat(Parsed.errors("[probe]\nquorum = 2\ntarget = [\"192.0.2.1\", \"192.0.2.2\"]\n" + Parsed.UPLINK))
                .containsExactly("a.toml:3:1: unknown key \"target\"; did you mean \"targets\"?");
        assertThat(Parsed.errors("[probe]\ntype = \"gatway\"\ntargets = [\"192.0.2.1\"]\n" + Parsed.UPLINK))
                .containsExactly("a.toml:2:8: unknown type \"gatway\"; did you mean \"gateway\"?");
    }
}
