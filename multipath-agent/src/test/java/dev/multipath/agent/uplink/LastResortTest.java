package dev.multipath.agent.uplink;

import static dev.multipath.agent.uplink.Verdict.DOWN;
import static dev.multipath.agent.uplink.Verdict.PROVING;
import static dev.multipath.agent.uplink.Verdict.SUSPECT;
import static dev.multipath.agent.uplink.Verdict.UP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastResortTest {
    private static final Carrying BOTH = new Carrying(List.of(0, 1), Ground.LIVE);
    private static final long SECOND = 1_000_000_000L;

    private LastResort resort = LastResort.NONE;
    private long now = 5 * SECOND;

    private LastResort see(Carrying carrying, Verdict... verdicts) {
        resort = resort.judged(views(verdicts), AddressFamily.INET, carrying, now);
        return resort;
    }

    @Test
    void while_one_surely_lives_a_dead_one_has_no_excuse() {
        assertThat(see(BOTH, UP, DOWN)).isSameAs(LastResort.NONE);
        assertThat(see(BOTH, DOWN, PROVING)).isSameAs(LastResort.NONE);
        assertThat(resort.toAsk(views(UP, SUSPECT), AddressFamily.INET, now)).isEmpty();
    }

    @Test
    void while_the_last_one_is_suspect_those_that_fell_with_it_are_kept_and_let_go_when_it_answers() {
        assertThat(see(BOTH, DOWN, SUSPECT).excused()).containsExactly(0);
        assertThat(resort.settled()).isFalse();
        assertThat(see(BOTH, DOWN, UP)).isSameAs(LastResort.NONE);
    }

    @Test
    void one_whose_last_round_is_awaited_may_turn_out_dead_too() {
        List<UplinkView> awaited = views(DOWN, UP);
        awaited.set(1, Views.with(awaited.get(1), Views.awaited()));
        resort = resort.judged(awaited, AddressFamily.INET, BOTH, now);
        assertThat(resort.excused()).containsExactly(0);
        assertThat(see(BOTH, DOWN, UP)).isSameAs(LastResort.NONE);

        resort = resort.heard(0, now).heard(1, now);
        see(BOTH, DOWN, DOWN);
        long until = see(BOTH, DOWN, UP).graceUntil();
        assertThat(resort.judged(awaited, AddressFamily.INET, BOTH, now + 1).graceUntil())
                .as("one that has answered since is alive, whatever is awaited")
                .isEqualTo(until);
    }

    @Test
    void when_all_are_down_at_once_and_their_gateways_live_the_targets_are_at_fault() {
        assertThat(resort.toAsk(views(SUSPECT, SUSPECT), AddressFamily.INET, now))
                .containsExactly(0, 1);
        resort = resort.asked(now).heard(0, now).heard(1, now);
        see(BOTH, DOWN, SUSPECT);
        assertThat(see(BOTH, DOWN, DOWN).excused()).containsExactlyInAnyOrder(0, 1);
        assertThat(resort.settled()).isTrue();
    }

    @Test
    void one_whose_gateway_is_silent_is_dead_and_one_that_fell_alone_too() {
        resort = resort.heard(0, now);
        assertThat(see(BOTH, DOWN, DOWN).excused()).isEmpty();
        resort = LastResort.NONE.heard(0, now).heard(1, now);
        assertThat(see(new Carrying(List.of(1), Ground.LIVE), DOWN, DOWN).excused())
                .as("the other one was out before")
                .isEmpty();
        assertThat(resort.settled()).isTrue();
    }

    @Test
    void an_excuse_ends_when_the_gateway_falls_silent() {
        resort = resort.heard(0, now).heard(1, now);
        see(BOTH, DOWN, DOWN);
        now += 2 * SECOND;
        resort = resort.heard(0, now);
        assertThat(see(BOTH, DOWN, DOWN).excused()).hasSize(2);
        now += 2 * SECOND;
        assertThat(see(BOTH, DOWN, DOWN).excused()).containsExactly(0);
    }

    @Test
    void an_excuse_goes_on_while_the_gateway_answers_though_the_other_uplink_cannot_be_used_any_more() {
        resort = resort.heard(0, now).heard(1, now);
        see(BOTH, DOWN, DOWN);
        for (int second = 0; second < 10; second++) {
            now += SECOND;
            assertThat(resort.toAsk(views(DOWN), AddressFamily.INET, now)).containsExactly(0);
            resort = resort.asked(now).heard(0, now);
            assertThat(see(new Carrying(List.of(0), Ground.TARGETS), DOWN).excused())
                    .containsExactly(0);
        }
    }

    @Test
    void the_first_that_answers_leaves_the_others_a_moment_to_answer_too() {
        resort = resort.heard(0, now).heard(1, now);
        see(BOTH, DOWN, DOWN);
        assertThat(see(BOTH, UP, DOWN).excused()).contains(1);
        now += SECOND / 2;
        assertThat(see(BOTH, UP, DOWN).excused()).contains(1);
        now += SECOND;
        assertThat(see(BOTH, UP, DOWN)).isEqualTo(LastResort.NONE);
    }

    @Test
    void gateways_are_asked_once_a_second_as_long_as_it_matters() {
        assertThat(resort.toAsk(views(DOWN, SUSPECT), AddressFamily.INET, now)).hasSize(2);
        resort = resort.asked(now);
        assertThat(resort.toAsk(views(DOWN, SUSPECT), AddressFamily.INET, now + SECOND / 2))
                .isEmpty();
        assertThat(resort.toAsk(views(DOWN, SUSPECT), AddressFamily.INET, now + SECOND))
                .hasSize(2);
        see(BOTH, DOWN, DOWN);
        assertThat(resort.toAsk(views(DOWN, DOWN), AddressFamily.INET, now + SECOND))
                .as("all is decided, nobody is excused")
                .isEmpty();
        assertThat(LastResort.NONE.toAsk(views(SUSPECT), AddressFamily.INET, now))
                .as("a single one is kept or not, whatever its gateway says")
                .isEmpty();
    }

    private static List<UplinkView> views(Verdict... verdicts) {
        List<UplinkConfig> configs = Views.configs(1, 1, 1, 1, 1);
        List<UplinkView> views = new ArrayList<>();
        for (int slot = 0; slot < verdicts.length; slot++) {
            views.add(Views.view(slot, configs.get(slot), verdicts[slot]));
        }
        return views;
    }
}
