package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How fast silence is noticed, and how much loss and delay go unnoticed, over many random lines in virtual time. Every
 * failure names the seed of its line.
 *
 * <p>Chance cannot be ruled out, only made rare: with 5 % loss in both directions one uplink with one target is taken for
 * dead once in 2,000 stretches of ten minutes (0.0975⁶ a round), with two targets never in practice.
 */
final class HealthSimulation {
    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final ProbeConfig TWO = Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]");
    private static final ProbeConfig QUICK =
            Configs.probe("targets = [\"192.0.2.53\"]", "interval = \"200ms\"", "fast-interval = \"50ms\"", "fall = 4");
    private static final int LINES = 200;

    @Test
    void random_loss_of_five_percent_each_way_is_nothing_but_suspicion() {
        for (ProbeConfig probe : List.of(ONE, TWO)) {
            for (long seed = 0; seed < LINES; seed++) {
                ProbedLine line = new ProbedLine(probe, seed).run(2_000).losing(0.05);

                assertThat(line.forgetHistory().run(600_000).states())
                        .as("%d targets, seed %d", probe.targets().size(), seed)
                        .containsOnly("up", "suspect");
            }
        }
    }

    @Test
    void random_loss_of_five_percent_each_way_does_not_keep_an_uplink_from_proving_itself() {
        List<Long> took = new ArrayList<>();
        for (long seed = 0; seed < LINES; seed++) {
            ProbedLine line = new ProbedLine(ONE, seed).run(2_000).silent().run(4_000);
            line.losing(0.05).answering(10).forgetHistory().run(120_000);

            List<String> states = line.states();
            assertThat(states).as("seed %d", seed).startsWith("down", "proving", "up");
            assertThat(states.subList(2, states.size())).as("seed %d", seed).containsOnly("up", "suspect");
            took.add(line.firstMillis(UplinkState.UP) - line.firstMillis(UplinkState.PROVING));
        }
        assertThat(median(took)).isLessThan(10_100);
    }

    @Test
    void silence_is_noticed_within_a_second_and_two_thirds() {
        List<Long> took = detections(ONE, 10, 400);

        assertThat(median(took)).as("median").isBetween(1_000L, 1_200L);
        assertThat(Collections.max(took)).as("worst").isLessThanOrEqualTo(1_660);
    }

    @Test
    void silence_is_noticed_within_half_a_second_where_that_is_wanted() {
        List<Long> took = detections(QUICK, 10, 400);

        assertThat(median(took)).as("median").isLessThanOrEqualTo(400);
        assertThat(Collections.max(took)).as("worst").isLessThanOrEqualTo(500);
    }

    @Test
    void a_long_round_trip_is_waited_for_twice_and_no_more() {
        assertThat(Collections.max(detections(ONE, 100, 100))).isLessThanOrEqualTo(1_850);
    }

    @Test
    void a_target_that_was_dead_before_does_not_delay_the_verdict() {
        List<Long> took = new ArrayList<>();
        for (long seed = 0; seed < 100; seed++) {
            ProbedLine line = new ProbedLine(TWO, seed).silent(1).run(20_000 + seed * 10);
            long died = line.nowMillis();
            line.silent().forgetHistory().run(5_000);
            took.add(line.firstMillis(UplinkState.DOWN) - died);
        }
        assertThat(Collections.max(took)).isLessThanOrEqualTo(1_660);
    }

    @Test
    void a_sudden_latency_of_600_milliseconds_is_at_most_a_retracted_verdict() {
        for (long seed = 0; seed < 100; seed++) {
            ProbedLine line = new ProbedLine(ONE, seed).run(20_000 + seed * 10).answering(600);
            line.forgetHistory().run(60_000);

            assertThat(line.states()).as("seed %d", seed).doesNotContain("proving", "degraded");
            assertThat(line.state()).as("seed %d", seed).isEqualTo(UplinkState.UP);
            assertThat(line.health().flaps()).as("seed %d", seed).isEmpty();
            assertThat(line.forgetHistory().run(60_000).states())
                    .as("seed %d, once used to it", seed)
                    .containsOnly("up");
        }
    }

    @Test
    void a_round_trip_longer_than_the_interval_is_normal() {
        for (String interval : List.of("200ms", "500ms", "1s")) {
            ProbeConfig probe = Configs.probe("targets = [\"192.0.2.53\"]", "interval = \"" + interval + "\"");
            ProbedLine line = ProbedLine.of(probe).answering(700).run(120_000);
            assertThat(line.states()).as(interval).containsExactly("unknown", "up");

            long died = line.nowMillis();
            line.silent().forgetHistory().run(10_000);
            assertThat(line.states()).as(interval).containsExactly("up", "suspect", "down");
            assertThat(line.firstMillis(UplinkState.DOWN) - died).as(interval).isLessThan(3_200);

            line.answering(700).forgetHistory().run(20_000);
            assertThat(line.states()).as(interval).containsExactly("down", "proving", "up");
        }
    }

    @Test
    void an_agent_that_was_stopped_takes_nothing_for_lost() {
        SplittableRandom random = new SplittableRandom(4);
        for (long seed = 0; seed < 100; seed++) {
            ProbedLine line = new ProbedLine(ONE, seed).run(10_000 + random.nextLong(1_000));
            line.forgetHistory().stopped(300 + random.nextLong(60_000)).run(30_000);

            assertThat(line.states()).as("seed %d", seed).containsOnly("up");
        }
    }

    @Test
    void each_flap_within_the_window_doubles_the_hold_up_to_its_cap() {
        ProbedLine line = ProbedLine.up(ONE);
        List<Long> seconds = new ArrayList<>();
        for (int flap = 0; flap < 8; flap++) {
            line.silent().runInto(UplinkState.DOWN).answering(10).forgetHistory();
            line.run(310_000);
            seconds.add((line.firstMillis(UplinkState.UP) - line.firstMillis(UplinkState.PROVING)) / 1_000);
        }
        assertThat(seconds)
                .as("two flaps fit into ten minutes, with five of them each up")
                .endsWith(20L, 20L, 20L);

        line.run(600_000);
        seconds.clear();
        for (int flap = 0; flap < 7; flap++) {
            line.silent().runInto(UplinkState.DOWN).answering(10).forgetHistory();
            line.runInto(UplinkState.PROVING);
            for (int i = 0; i < 6 && line.state() != UplinkState.UP; i++) {
                line.runInto(UplinkState.UP);
            }
            seconds.add((line.firstMillis(UplinkState.UP) - line.firstMillis(UplinkState.PROVING)) / 1_000);
        }
        assertThat(seconds).startsWith(10L, 20L, 40L, 80L, 160L).allMatch(hold -> hold <= 300);
        assertThat(HealthPolicy.holdUp(100, ONE)).isEqualTo(300_000 * ProbedLine.MILLI);
    }

    @Test
    void without_a_flap_window_no_hold_up_grows() {
        ProbedLine line = ProbedLine.up(Configs.probe("targets = [\"192.0.2.53\"]", "flap-window = \"0s\""));
        for (int flap = 0; flap < 5; flap++) {
            line.silent().runInto(UplinkState.DOWN).answering(10).runInto(UplinkState.UP);
        }
        assertThat(line.health().flaps()).hasSize(1);
    }

    private static List<Long> detections(ProbeConfig probe, long roundTrip, int lines) {
        SplittableRandom phases = new SplittableRandom(1);
        List<Long> took = new ArrayList<>();
        for (long seed = 0; seed < lines; seed++) {
            ProbedLine line = new ProbedLine(probe, seed).answering(roundTrip).run(20_000 + phases.nextLong(1_000));
            long died = line.nowMillis();
            line.silent().forgetHistory().run(5_000);
            assertThat(line.states()).as("seed %d", seed).containsExactly("up", "suspect", "down");
            took.add(line.firstMillis(UplinkState.DOWN) - died);
        }
        return took;
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
