package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import org.junit.jupiter.api.Test;

final class QualityTest {
    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final ProbeConfig TWO = Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]");

    @Test
    void much_loss_degrades_and_half_the_threshold_clears() {
        ProbedLine line = ProbedLine.up(ONE).losing(0.17).run(300_000);
        assertThat(line.states()).contains("degraded");
        assertThat(line.firstMillis(UplinkState.DEGRADED))
                .as("not before 60 rounds")
                .isGreaterThan(60_000);

        line.losing(0).run(130_000);
        assertThat(line.state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void loss_below_the_threshold_does_not_degrade() {
        for (long seed = 0; seed < 20; seed++) {
            ProbedLine line = new ProbedLine(ONE, seed).losing(0.06).run(600_000);
            assertThat(line.states()).as("seed %d", seed).doesNotContain("degraded");
        }
    }

    @Test
    void loss_is_no_matter_where_it_is_off() {
        ProbeConfig off = Configs.probe("targets = [\"192.0.2.53\"]", "loss-degraded = \"off\"");
        assertThat(ProbedLine.up(off).losing(0.2).run(600_000).states()).doesNotContain("degraded");
    }

    @Test
    void a_long_round_trip_degrades_where_that_is_wanted_and_clears_at_four_fifths() {
        ProbeConfig slow = Configs.probe("targets = [\"192.0.2.53\"]", "rtt-degraded = \"300ms\"");
        ProbedLine line = ProbedLine.up(slow).answering(400).run(60_000);
        assertThat(line.state()).isEqualTo(UplinkState.DEGRADED);
        assertThat(line.answering(270).run(60_000).state()).isEqualTo(UplinkState.DEGRADED);
        assertThat(line.answering(200).run(60_000).state()).isEqualTo(UplinkState.UP);
        assertThat(ProbedLine.up(ONE).answering(900).run(60_000).state())
                .as("off by default")
                .isEqualTo(UplinkState.UP);
    }

    @Test
    void one_late_answer_is_no_long_round_trip() {
        ProbeConfig slow = Configs.probe("targets = [\"192.0.2.53\"]", "rtt-degraded = \"300ms\"", "timeout = \"10s\"");
        for (int late : new int[] {900, 2_300, 9_000}) {
            ProbedLine line = ProbedLine.up(slow).answering(20).run(20_000).forgetHistory();
            line.answering(late).run(1_000).answering(20).run(60_000);
            assertThat(line.states()).as("%d ms", late).doesNotContain("degraded");
        }
        assertThat(ProbedLine.of(slow)
                        .answering(800)
                        .run(1_000)
                        .answering(20)
                        .run(60_000)
                        .states())
                .as("nor is the first one")
                .doesNotContain("degraded");
    }

    @Test
    void it_is_said_what_is_wrong_and_how_much() {
        ProbeConfig both = Configs.probe("targets = [\"192.0.2.53\"]", "rtt-degraded = \"300ms\"");
        assertThat(Quality.why(
                        ProbedLine.up(both).answering(400).run(60_000).health().targets(), both))
                .matches("192\\.0\\.2\\.53: a round trip of 400 ms, too long for rtt-degraded");
        assertThat(Quality.why(
                        ProbedLine.up(ONE).losing(0.2).run(300_000).health().targets(), ONE))
                .matches("192\\.0\\.2\\.53: \\d+ of the last 120 rounds lost, too many for loss-degraded");
        assertThat(Quality.why(ProbedLine.up(both).run(60_000).health().targets(), both))
                .isEqualTo("was degraded, and is not clearly good again");
    }

    @Test
    void as_many_targets_as_the_quorum_asks_for_have_to_be_tolerable() {
        ProbeConfig slow = Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]", "rtt-degraded = \"300ms\"");
        assertThat(ProbedLine.up(slow).answering(0, 400).run(60_000).state()).isEqualTo(UplinkState.UP);
        assertThat(ProbedLine.up(slow)
                        .silent(1)
                        .run(120_000)
                        .answering(0, 400)
                        .run(60_000)
                        .state())
                .as("the only other one is dead")
                .isEqualTo(UplinkState.DEGRADED);
        assertThat(ProbedLine.up(TWO).silent(1).run(600_000).state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void what_dies_degraded_comes_back_degraded_until_sixty_rounds_were_good() {
        ProbedLine line = ProbedLine.up(ONE).losing(0.2).run(300_000);
        assertThat(line.state()).isEqualTo(UplinkState.DEGRADED);
        line.losing(0).silent().run(120_000);
        assertThat(line.state()).isEqualTo(UplinkState.DOWN);
        line.forgetHistory().answering(10).run(100_000);

        assertThat(line.states()).containsExactly("down", "proving", "degraded", "up");
        long back = line.firstMillis(UplinkState.PROVING);
        assertThat(line.firstMillis(UplinkState.DEGRADED) - back)
                .as("used before, where nothing better is left")
                .isBetween(10_000L, 11_100L);
        assertThat(line.firstMillis(UplinkState.UP) - back)
                .as("the rounds of its hold-up count")
                .isBetween(59_000L, 61_000L);
    }

    @Test
    void what_dies_lossy_and_stays_so_is_never_taken_for_good() {
        for (long seed = 0; seed < 5; seed++) {
            ProbedLine line = new ProbedLine(ONE, seed).losing(0.16).run(600_000);
            assertThat(line.health().degraded()).as("seed %d", seed).isTrue();
            line.forgetHistory();
            for (int death = 0; death < 10; death++) {
                line.silent().run(30_000).answering(10).run(600_000);
            }
            assertThat(line.states()).as("seed %d", seed).contains("down").doesNotContain("up");
        }
    }

    @Test
    void what_was_called_dead_wrongly_while_degraded_is_degraded_still() {
        ProbedLine line = ProbedLine.up(ONE).losing(0.2).run(300_000);
        assertThat(line.state()).isEqualTo(UplinkState.DEGRADED);
        assertThat(line.silent().runInto(UplinkState.DOWN).state()).isEqualTo(UplinkState.DOWN);

        assertThat(line.answerLate().state()).isEqualTo(UplinkState.DEGRADED);
        assertThat(line.health().flaps()).isEmpty();
    }

    @Test
    void what_loses_carrier_degraded_comes_back_unjudged() {
        ProbedLine line = ProbedLine.up(ONE).losing(0.2).run(300_000);
        assertThat(line.states()).contains("degraded");
        line.losing(0).lose("no carrier").run(5_000).forgetHistory();
        assertThat(line.regainFacts().run(60_000).states()).containsExactly("down", "proving", "up");
    }
}
