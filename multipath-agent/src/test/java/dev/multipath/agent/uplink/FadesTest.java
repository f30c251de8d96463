package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import org.junit.jupiter.api.Test;

/** A line of which nothing is received for a while although it sends, and what that teaches. */
final class FadesTest {
    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final long DAY = 24 * 3_600_000;

    private final ProbedLine line = ProbedLine.up(ONE);

    /** Silent for so long, which its traffic tells 100 ms later. */
    private void fade(long millis) {
        line.silent().run(100).suspect().run(millis - 100).answering(10).run(60_000);
    }

    /** Whether a silence of its traffic, short as it may be, makes it suspect. */
    private boolean isHasty() {
        int before = line.health().rows().of(Transition.UP_SILENT);
        line.suspect();
        return line.health().rows().of(Transition.UP_SILENT) > before;
    }

    @Test
    void a_line_that_came_near_a_verdict_and_recovered_is_not_suspected_in_haste_again() {
        fade(450);
        assertThat(line.states()).doesNotContain("down");
        assertThat(isHasty()).isFalse();
        assertThat(line.state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void neither_is_one_that_was_left_for_a_few_seconds_of_silence() {
        fade(3_000);
        assertThat(line.states()).contains("down");
        assertThat(isHasty()).isFalse();
    }

    @Test
    void one_that_was_dead_for_longer_was_rightly_left() {
        fade(12_000);
        assertThat(line.states()).contains("down");
        assertThat(isHasty()).isTrue();
    }

    @Test
    void traffic_that_ends_says_nothing_of_the_line() {
        line.suspect().run(1_000);
        assertThat(isHasty()).isTrue();
    }

    @Test
    void lost_probes_while_traffic_goes_on_say_nothing_of_silence() {
        line.silent().run(1_500).answering(10).run(60_000);
        assertThat(line.states()).contains("suspect");
        assertThat(isHasty()).isTrue();
    }

    @Test
    void a_cable_pulled_in_the_middle_is_no_fade() {
        line.silent().run(100).suspect().run(450).lose("no carrier").run(500);
        line.answering(10).regainFacts().run(60_000);
        assertThat(isHasty()).isTrue();
    }

    @Test
    void slow_probes_still_find_it_dead() {
        fade(450);
        line.forgetHistory().silent().suspect().run(2_000);
        assertThat(line.states()).containsExactly("up", "suspect", "down");
    }

    @Test
    void what_happened_a_day_ago_is_forgotten_unless_it_happened_again() {
        fade(450);
        line.run(DAY / 2);
        assertThat(isHasty()).isFalse();
        line.silent().runInto(UplinkState.DOWN).answering(10).run(60_000);
        line.run(DAY / 2);
        assertThat(isHasty())
                .as("left by its slow probes in the middle of the day")
                .isFalse();
        line.run(DAY);
        assertThat(isHasty()).isTrue();
    }
}
