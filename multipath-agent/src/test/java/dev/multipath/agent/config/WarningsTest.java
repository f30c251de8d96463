package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WarningsTest {
    private static final String UNSEEN = ": only gateways are probed, so trouble further upstream goes unseen; better"
            + " targets = [\"ADDRESS\", …] in [probe]";

    @Test
    void without_targets_there_is_one_warning() {
        assertThat(Parsed.warnings(Parsed.UPLINK)).containsExactly("a.toml:1:1: warning: no targets" + UNSEEN);
        assertThat(Parsed.warnings(Parsed.UPLINK + "[[uplink]]\ninterface = \"eth1\"\n"))
                .containsExactly("a.toml:1:1: warning: no targets" + UNSEEN);
        assertThat(Parsed.warnings("\n[discover]\ninterfaces = [\"eth*\"]\n"))
                .containsExactly("a.toml:2:1: warning: no targets" + UNSEEN);
        assertThat(Parsed.warnings(Parsed.UPLINK + "[probe]\nfall = 3\n"))
                .containsExactly("a.toml:3:1: warning: no targets" + UNSEEN);
    }

    @Test
    void the_warning_names_the_uplinks_if_not_all_are_meant() {
        assertThat(Parsed.warnings("""
            [discover]
            interfaces = ["ppp*"]
            [[uplink]]
            interface = "eth0"
            [uplink.probe]
            targets = ["192.0.2.53"]
            [[uplink]]
            name = "seed"
            interface = "eth1"
            """))
                .containsExactly("a.toml:3:1: warning: no targets for seed, discovered uplinks" + UNSEEN);
    }

    @Test
    void whoever_asks_for_the_gateway_to_be_probed_knows_what_that_means() {
        assertThat(Parsed.warnings("[probe]\ntype = \"gateway\"\n" + Parsed.UPLINK))
                .isEmpty();
    }

    @Test
    void with_targets_there_is_nothing_to_warn_of() {
        assertThat(Parsed.warnings("[probe]\ntargets = [\"192.0.2.53\"]\n" + Parsed.UPLINK))
                .isEmpty();
    }

    @Test
    void an_uplink_with_neither_gateway_nor_targets_is_hardly_watched() {
        assertThat(Parsed.warnings("[[uplink]]\ninterface = \"ppp0\"\ngateway = \"none\"\n"))
                .containsExactly(
                        "a.toml:3:11: warning: uplink \"ppp0\" has neither gateway nor targets: nothing of IPv4 is"
                                + " probed, only its link and address are watched; better targets in [probe]");
    }

    @Test
    void a_round_trip_nobody_waits_for_never_degrades() {
        assertThat(Parsed.warnings("""
            [probe]
            targets = ["192.0.2.53"]
            rtt-degraded = "1s"
            [[uplink]]
            interface = "eth0"
            [[uplink]]
            interface = "eth1"
            """))
                .containsExactly(
                        "a.toml:3:16: warning: rtt-degraded \"1s\" never comes about: no answer is waited for longer"
                                + " than timeout \"1s\"");
    }

    @Test
    void warnings_come_by_position() {
        assertThat(Parsed.warnings(Parsed.UPLINK + "[agent]\nprotocol = 11\n"))
                .containsExactly(
                        "a.toml:1:1: warning: no targets" + UNSEEN,
                        "a.toml:4:12: warning: protocol 11 is the number of zebra, whose routes the agent would take"
                                + " for its own; better a number nobody else uses, such as 77");
    }
}
