package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.Desired;
import dev.multipath.agent.plan.DesiredState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private Pace pace = Pace.starting(0);
    private long now;

    /** A wish like no other number's. */
    private static DesiredState wish(int number, String reason) {
        Rule rule = Rule.lookup(AddressFamily.INET, RouteTable.of(number));
        return new DesiredState(List.of(), List.of(), List.of(new Desired<>(rule, reason)), Map.of(), List.of());
    }

    private void planned(int number, String reason) {
        pace = pace.planned(wish(number, reason), now).settled(wish(number, reason));
    }

    @Test
    void twenty_plans_for_something_new_each_change_nothing() {
        for (int number = 1; number <= 20; number++) {
            planned(number, "new");
        }
        assertThat(pace.lookSpacing()).isLessThanOrEqualTo(2 * Pace.LOOK_SPACING);
    }

    @Test
    void nine_plans_for_what_was_wished_before_are_a_fight() {
        planned(1, "new");
        for (int repair = 1; repair <= 8; repair++) {
            planned(1, "reason " + repair);
        }
        assertThat(pace.lookSpacing()).isLessThan(Pace.FIGHT_SPACING);
        planned(1, "again");
        assertThat(pace.lookSpacing()).isEqualTo(Pace.FIGHT_SPACING);
    }

    @Test
    void true_changes_in_the_middle_of_a_fight_do_not_end_it() {
        for (int number = 1; number <= 9; number++) {
            planned(number, "new");
            planned(number, "undone");
        }
        assertThat(pace.lookSpacing()).isEqualTo(Pace.FIGHT_SPACING);
    }

    @Test
    void without_end_they_are_unrest() {
        for (int number = 1; number <= 25; number++) {
            planned(number, "new");
        }
        assertThat(pace.lookSpacing()).isEqualTo(Pace.UNREST_SPACING);
    }

    @Test
    void one_plan_a_second_is_forgotten() {
        planned(1, "new");
        for (int repair = 0; repair < 100; repair++) {
            now += SECOND;
            planned(1, "undone");
        }
        assertThat(pace.repairs()).isEqualTo(1);
        assertThat(pace.plans()).isLessThanOrEqualTo(2);
        for (int repair = 0; repair < 9; repair++) {
            planned(1, "undone");
        }
        assertThat(pace.lookSpacing()).isEqualTo(Pace.FIGHT_SPACING);
        now += 3 * SECOND;
        planned(1, "undone");
        assertThat(pace.lookSpacing()).isLessThan(Pace.FIGHT_SPACING);
    }
}
