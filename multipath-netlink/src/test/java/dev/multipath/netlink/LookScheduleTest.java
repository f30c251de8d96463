package dev.multipath.netlink;

import static dev.multipath.netlink.LookSchedule.FIRST_RETRY;
import static dev.multipath.netlink.LookSchedule.GATHER;
import static dev.multipath.netlink.LookSchedule.MAX_REST;
import static dev.multipath.netlink.LookSchedule.MIN_REST;
import static dev.multipath.netlink.LookSchedule.REST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a view looks again. */
final class LookScheduleTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    /** A clock near its end: it turns over during the tests. */
    private static final long NOW = Long.MAX_VALUE - 1_000_000;

    private static final Doubts TABLE = Doubts.of(Route.defaultRoute(AddressFamily.INET));
    private static final LookSchedule START = LookSchedule.starting(PERIOD, NOW);

    @Test
    void without_doubts_everything_is_looked_at_once_a_period() {
        assertThat(START.left(NOW)).isEqualTo(PERIOD.toNanos());
        assertThat(START.subject(NOW + PERIOD.toNanos() - 1)).isEqualTo(Doubts.NONE);
        assertThat(START.subject(NOW + PERIOD.toNanos())).isEqualTo(Doubts.ALL);
        long later = NOW + PERIOD.toNanos() + 5;
        LookSchedule looked = START.looked(Doubts.ALL, later, later + 7);
        assertThat(looked.left(later + 7)).isEqualTo(PERIOD.toNanos());
    }

    @Test
    void the_doubts_of_a_burst_lead_to_one_look() {
        LookSchedule doubting = START.doubt(TABLE, NOW + 10);
        assertThat(doubting.left(NOW + 10)).isEqualTo(GATHER);
        LookSchedule more = doubting.doubt(Doubts.LINKS, NOW + 500);
        assertThat(more.left(NOW + 500)).as("the first of them counts").isEqualTo(GATHER - 490);
        assertThat(more.subject(NOW + 500)).isEqualTo(TABLE.plus(Doubts.LINKS));
        assertThat(more.looked(more.open(), NOW + 600, NOW + 700).open().isEmpty())
                .isTrue();
    }

    @Test
    void no_doubt_changes_nothing() {
        assertThat(START.doubt(Doubts.NONE, NOW + 10)).isEqualTo(START);
    }

    @Test
    void after_a_look_it_rests_in_proportion() {
        long took = Duration.ofMillis(300).toNanos();
        LookSchedule looked = START.doubt(TABLE, NOW).looked(TABLE, NOW, NOW + took);
        LookSchedule doubting = looked.doubt(TABLE, NOW + took + 1);
        assertThat(doubting.left(NOW + took + 1)).isEqualTo(REST * took - 1);

        LookSchedule quick = START.looked(TABLE, NOW, NOW + 10).doubt(TABLE, NOW + 10);
        assertThat(quick.left(NOW + 10)).isEqualTo(MIN_REST);
        long minute = Duration.ofMinutes(1).toNanos();
        LookSchedule slow = START.looked(Doubts.ALL, NOW, NOW + minute).doubt(TABLE, NOW + minute);
        assertThat(slow.left(NOW + minute)).isEqualTo(MAX_REST);
    }

    @Test
    void a_partial_look_does_not_put_off_the_complete_one() {
        LookSchedule looked = START.doubt(TABLE, NOW).looked(TABLE, NOW + 100, NOW + 200);
        assertThat(looked.left(NOW + 200)).isEqualTo(PERIOD.toNanos() - 200);
    }

    @Test
    void a_demand_does_not_wait_for_rest() {
        LookSchedule looked =
                START.looked(TABLE, NOW, NOW + Duration.ofSeconds(1).toNanos());
        LookSchedule demanded = looked.demand(NOW);
        assertThat(demanded.left(NOW)).isLessThanOrEqualTo(0);
        assertThat(demanded.subject(NOW)).isEqualTo(Doubts.ALL);
    }

    @Test
    void what_failed_is_tried_again_after_ever_longer_pauses() {
        LookSchedule failed = START.doubt(TABLE, NOW).failed(TABLE, NOW);
        assertThat(failed.open()).isEqualTo(TABLE);
        assertThat(failed.left(NOW)).isEqualTo(FIRST_RETRY);
        LookSchedule again = failed.failed(TABLE, NOW);
        assertThat(again.left(NOW)).isEqualTo(2 * FIRST_RETRY);
        LookSchedule often = again;
        for (int i = 0; i < 100; i++) {
            often = often.failed(TABLE, NOW);
        }
        assertThat(often.left(NOW)).isBetween(FIRST_RETRY, MAX_REST);
        assertThat(often.looked(TABLE, NOW, NOW + 1).failures()).isZero();

        long due = NOW + PERIOD.toNanos();
        assertThat(START.failed(Doubts.ALL, due).left(due))
                .as("a period that failed")
                .isEqualTo(FIRST_RETRY);
    }
}
