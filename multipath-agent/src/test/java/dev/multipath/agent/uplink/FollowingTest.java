package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A family without targets of its own, beside one that is probed. */
final class FollowingTest {
    private static final ProbeConfig PROBE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final Health UP = HealthPolicy.start(List.of(), Optional.empty(), 0);

    @Test
    void it_lives_and_dies_with_the_probed_one() {
        ProbedLine leader = ProbedLine.of(PROBE);
        assertThat(following(UP, leader)).isEqualTo(UplinkState.UNKNOWN);
        assertThat(following(UP, leader.run(5_000))).isEqualTo(UplinkState.UP);
        assertThat(following(UP, leader.silent().run(5_000))).isEqualTo(UplinkState.DOWN);
        assertThat(following(UP, leader.answering(10).run(2_000))).isEqualTo(UplinkState.PROVING);
        assertThat(following(UP, leader.run(12_000))).isEqualTo(UplinkState.UP);
    }

    @Test
    void its_own_facts_come_first() {
        Health down = HealthPolicy.start(List.of(), Optional.of("no IPv6 address"), 0);
        assertThat(following(down, ProbedLine.up(PROBE))).isEqualTo(UplinkState.DOWN);
        Health proving = HealthPolicy.facts(down, Optional.empty(), PROBE, 0);
        assertThat(following(proving, ProbedLine.up(PROBE))).isEqualTo(UplinkState.PROVING);
    }

    @Test
    void an_address_the_probed_family_lacks_says_nothing_of_it() {
        ProbedLine leader = ProbedLine.up(PROBE).lose("no IPv4 address");
        assertThat(following(UP, leader.run(1_000))).isEqualTo(UplinkState.UP);
        assertThat(following(UP, leader.regainFacts().run(5))).isEqualTo(UplinkState.UP);
        assertThat(following(UP, leader.run(5_000)))
                .as("while the other is held up")
                .isEqualTo(UplinkState.UP);
    }

    @Test
    void but_a_line_that_no_probe_gets_through_is_dead_for_both() {
        ProbedLine leader = ProbedLine.up(PROBE).lose("no IPv4 address").silent();
        assertThat(following(UP, leader.regainFacts().run(5_000))).isEqualTo(UplinkState.DOWN);
        assertThat(following(UP, leader.lose("no IPv4 address").run(5_000)))
                .as("what the probes said stands until they say otherwise")
                .isEqualTo(UplinkState.DOWN);
    }

    @Test
    void a_leader_without_targets_leads_nobody() {
        Health leader = HealthPolicy.start(List.of(), Optional.of("no carrier"), 0);
        assertThat(HealthPolicy.following(UP, leader).state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void one_that_gets_targets_of_its_own_goes_on_as_the_probed_one_does() {
        ProbedLine leader = ProbedLine.of(PROBE);
        assertThat(HealthPolicy.inheriting(UP, leader.health()).fast())
                .as("not probed yet: judged by fast probes")
                .isTrue();

        Health proving =
                leader.run(5_000).silent().run(5_000).answering(10).run(2_000).health();
        Health inherited = HealthPolicy.inheriting(UP, proving);
        assertThat(inherited.state()).isEqualTo(UplinkState.PROVING);
        assertThat(inherited.proof()).as("not over sooner").isEqualTo(proving.proof());
        assertThat(inherited.flaps()).hasSize(1).isEqualTo(proving.flaps());
    }

    private static UplinkState following(Health own, ProbedLine leader) {
        return HealthPolicy.following(own, leader.health()).state();
    }
}
