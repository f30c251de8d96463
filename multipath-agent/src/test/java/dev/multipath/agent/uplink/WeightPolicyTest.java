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
        assertThat(choose(AllDead.KEEP_LAST, FIRST, views)).isEqualTo(new Carrying(List.of(0), Ground.LIVE));

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
