package dev.multipath.agent.uplink;

import static dev.multipath.agent.uplink.Verdict.DOWN;
import static dev.multipath.agent.uplink.Verdict.PROVING;
import static dev.multipath.agent.uplink.Verdict.SUSPECT;
import static dev.multipath.agent.uplink.Verdict.UNKNOWN;
import static dev.multipath.agent.uplink.Verdict.UP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AllDead;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeightPolicyTest {
    private static final Carrying FIRST = new Carrying(List.of(0), Ground.LIVE);

    @Test
    void those_in_use_are_up_suspect_or_not_judged_yet() {
        assertThat(choose(AllDead.KEEP_LAST, Carrying.NONE, views(UP, SUSPECT, UNKNOWN, DOWN, PROVING)))
                .isEqualTo(new Carrying(List.of(0, 1, 2), Ground.LIVE));
    }

    @Test
    void degraded_ones_carry_only_without_a_healthy_one() {
        List<UplinkView> views = views(UP, UP, PROVING);
        views.set(1, Views.with(views.get(1), Views.degraded()));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views))
                .isEqualTo(new Carrying(List.of(0), List.of(1), Ground.LIVE));

        views.set(0, Views.with(views.get(0), Views.degraded()));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views)).isEqualTo(new Carrying(List.of(0, 1), Ground.DEGRADED));
    }

    @Test
    void one_that_answers_again_carries_if_no_other_lives() {
        for (AllDead mode : AllDead.values()) {
            assertThat(choose(mode, FIRST, views(DOWN, PROVING, DOWN)))
                    .isEqualTo(new Carrying(List.of(1), Ground.PROVING));
        }
    }

    @Test
    void when_all_are_dead_the_last_ones_stay_or_none() {
        List<UplinkView> dead = views(DOWN, DOWN, DOWN);
        assertThat(choose(AllDead.KEEP_LAST, FIRST, dead)).isEqualTo(new Carrying(List.of(0), Ground.KEPT));
        assertThat(choose(AllDead.KEEP_LAST, Carrying.NONE, dead))
                .isEqualTo(new Carrying(List.of(0, 1, 2), Ground.KEPT));
        assertThat(choose(AllDead.FALLTHROUGH, FIRST, dead)).isEqualTo(Carrying.NONE);
        assertThat(choose(AllDead.UNREACHABLE, FIRST, dead)).isEqualTo(Carrying.NONE);
    }

    @Test
    void when_the_last_one_cannot_carry_any_more_the_others_are_better_than_nothing() {
        List<UplinkView> views = views(DOWN, DOWN);
        views.set(0, Views.with(views.get(0), Views.incomplete()));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views)).isEqualTo(new Carrying(List.of(1), Ground.KEPT));
    }

    @Test
    void without_carrier_address_gateway_or_consent_nothing_carries() {
        List<UplinkView> views = views(UP, UP, UP);
        views.set(0, Views.with(views.get(0), Views.incomplete()));
        views.set(1, Views.disabled(views.get(1)));
        views.set(2, Views.refused(views.get(2)));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views)).isEqualTo(Carrying.NONE);
    }

    @Test
    void the_lowest_tier_with_a_healthy_one_carries_and_the_others_stand_by() {
        List<UplinkView> views = tiers(List.of(2, 1, 1, 3), UP, UP, DOWN, UP);
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views))
                .isEqualTo(new Carrying(List.of(1), List.of(0, 3), Ground.LIVE));

        views.set(1, Views.with(views.get(1), Views.health(DOWN)));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views))
                .isEqualTo(new Carrying(List.of(0), List.of(3), Ground.LIVE));
    }

    @Test
    void a_degraded_one_leaves_its_tier_to_the_next_as_long_as_that_is_healthy() {
        List<UplinkView> views = tiers(List.of(1, 2), UP, UP);
        views.set(0, Views.with(views.get(0), Views.degraded()));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views))
                .isEqualTo(new Carrying(List.of(1), List.of(0), Ground.LIVE));

        views.set(1, Views.with(views.get(1), Views.degraded()));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views))
                .isEqualTo(new Carrying(List.of(0), List.of(1), Ground.DEGRADED));
    }

    @Test
    void of_those_that_answer_again_or_are_dead_the_lowest_tier_carries_too() {
        assertThat(choose(AllDead.KEEP_LAST, FIRST, tiers(List.of(3, 2, 2), PROVING, PROVING, DOWN)))
                .isEqualTo(new Carrying(List.of(1), Ground.PROVING));
        assertThat(choose(AllDead.KEEP_LAST, Carrying.NONE, tiers(List.of(3, 2, 2), DOWN, DOWN, DOWN)))
                .isEqualTo(new Carrying(List.of(1, 2), Ground.KEPT));
        assertThat(choose(AllDead.KEEP_LAST, FIRST, tiers(List.of(3, 2, 2), DOWN, DOWN, DOWN)))
                .as("what carried last, whatever its tier")
                .isEqualTo(new Carrying(List.of(0), Ground.KEPT));
    }

    @Test
    void only_tiers_above_the_one_that_carries_stand_by() {
        List<UplinkView> views = tiers(List.of(1, 2, 2, 3), DOWN, UP, DOWN, UP);
        Carrying carrying = choose(AllDead.KEEP_LAST, FIRST, views);

        assertThat(views.stream().filter(view -> WeightPolicy.standsBy(view, carrying, views)))
                .extracting(UplinkView::slot)
                .containsExactly(3);
        assertThat(views.stream().filter(view -> WeightPolicy.standsBy(view, Carrying.NONE, views)))
                .isEmpty();
        List<UplinkView> proving = tiers(List.of(1, 2), PROVING, DOWN);
        assertThat(WeightPolicy.standsBy(proving.get(1), choose(AllDead.KEEP_LAST, FIRST, proving), proving))
                .as("whoever may be needed any moment")
                .isFalse();
    }

    @Test
    void an_excused_one_counts_as_alive() {
        List<UplinkView> views = views(DOWN, DOWN, DOWN);
        views.set(1, Views.with(views.get(1), HealthPolicy.excused(views.get(1).ipv4(), true)));
        assertThat(choose(AllDead.UNREACHABLE, FIRST, views)).isEqualTo(new Carrying(List.of(1), Ground.TARGETS));

        views.set(2, Views.with(views.get(2), Views.health(UP)));
        assertThat(choose(AllDead.UNREACHABLE, FIRST, views)).isEqualTo(new Carrying(List.of(1, 2), Ground.LIVE));
    }

    private static List<UplinkView> tiers(List<Integer> tiers, Verdict... verdicts) {
        List<UplinkView> views = new ArrayList<>();
        for (int slot = 0; slot < verdicts.length; slot++) {
            views.add(Views.view(slot, Views.tier(slot, tiers.get(slot)), verdicts[slot]));
        }
        return views;
    }

    private static Carrying choose(AllDead mode, Carrying last, List<UplinkView> views) {
        return WeightPolicy.choose(views, AddressFamily.INET, mode, last);
    }

    private static List<UplinkView> views(Verdict... verdicts) {
        List<UplinkConfig> configs = Views.configs(new int[] {1, 1, 1, 1, 1});
        List<UplinkView> views = new ArrayList<>();
        for (int slot = 0; slot < verdicts.length; slot++) {
            views.add(Views.view(slot, configs.get(slot), verdicts[slot]));
        }
        return views;
    }
}
