package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private static final long NOW = Duration.ofHours(1).toNanos();

    private static Seen seen(int before, int now, long gapMillis, long silentMillis, long endedAt) {
        long gap = Duration.ofMillis(gapMillis).toNanos();
        long last = NOW - Duration.ofMillis(silentMillis).toNanos();
        return new Seen(Group.LAN_UDP, 12_000, 0, true, before, now, gap, last, 0, 0, endedAt, "");
    }

    private static Verdict verdict(Seen seen, long stallMillis) {
        return new Judge(NOW, Duration.ofMillis(stallMillis).toNanos()).of(seen);
    }

    @Test
    void answered_all_the_time_by_the_same_uplink_is_untouched() {
        assertThat(verdict(seen(1, 1, 49, 10, 0), 0)).isEqualTo(Verdict.UNTOUCHED);
    }

    @Test
    void fifty_milliseconds_without_an_answer_are_a_pause_unless_the_machine_itself_stood_still() {
        assertThat(verdict(seen(1, 1, 50, 10, 0), 0)).isEqualTo(Verdict.PAUSED);
        assertThat(verdict(seen(1, 1, 50, 10, 0), 5)).isEqualTo(Verdict.UNTOUCHED);
    }

    @Test
    void answers_by_another_uplink_show_that_it_moved() {
        assertThat(verdict(seen(1, 2, 20, 10, 0), 0)).isEqualTo(Verdict.MOVED);
    }

    @Test
    void what_is_silent_now_hangs_whatever_it_did_before() {
        assertThat(verdict(seen(1, 2, 450, 450, 0), 0)).isEqualTo(Verdict.HUNG);
    }

    @Test
    void an_error_is_an_end() {
        assertThat(verdict(seen(1, 1, 20, 10, NOW), 0)).isEqualTo(Verdict.ENDED);
    }
}
