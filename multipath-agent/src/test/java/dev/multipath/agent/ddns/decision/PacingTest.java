package dev.multipath.agent.ddns.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacingTest {
    private static final long SECOND = 1_000_000_000L;

    private static Pacing<String> fresh() {
        return Pacing.fresh(Duration.ofMinutes(10), Duration.ofMinutes(5));
    }

    /** Times before, around and after an overflow of the clock. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 3 * SECOND, Long.MIN_VALUE, -SECOND})
    void the_first_wish_is_due_at_once_and_looked_at_again_after_ten_minutes(long now) {
        assertThat(fresh().due("a", now)).isEqualTo(now);
        Pacing<String> confirmed = fresh().confirmed("a", true, now);
        assertThat(confirmed.due("a", now + SECOND)).isEqualTo(now + 600 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 3 * SECOND, Long.MIN_VALUE, -SECOND})
    void another_wish_is_due_at_once_but_five_seconds_after_a_change(long now) {
        Pacing<String> changed = fresh().confirmed("a", true, now);
        assertThat(changed.due("b", now + SECOND)).isEqualTo(now + 5 * SECOND);
        assertThat(changed.due("b", now + 7 * SECOND)).isEqualTo(now + 7 * SECOND);
        Pacing<String> lookedAt = fresh().confirmed("a", false, now);
        assertThat(lookedAt.due("b", now + SECOND)).isEqualTo(now + SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 3 * SECOND, Long.MIN_VALUE, -SECOND})
    void what_fails_is_tried_more_and_more_rarely_up_to_a_bound(long start) {
        Pacing<String> pacing = fresh();
        long now = start;
        for (long wait : new long[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            pacing = pacing.failed("a", now);
            assertThat(pacing.due("a", now)).isEqualTo(now + wait * SECOND);
            now += wait * SECOND;
        }
        assertThat(pacing.failed("a", now).due("b", now)).as("something else").isEqualTo(now + 5 * SECOND);
        Pacing<String> success = pacing.confirmed("a", true, now);
        assertThat(success.failed("a", now).due("a", now)).as("from the start").isEqualTo(now + 600 * SECOND);
        assertThat(success.failures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 3 * SECOND})
    void a_wish_that_changes_all_the_time_is_due_every_five_seconds(long start) {
        Pacing<Integer> pacing = Pacing.fresh(Duration.ofMinutes(10), Duration.ofMinutes(5));
        int done = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            long now = start + tenth * SECOND / 10;
            if (pacing.due(tenth, now) - now <= 0) {
                pacing = pacing.confirmed(tenth, true, now);
                done++;
            }
        }
        assertThat(done).isEqualTo(12);
    }
}
