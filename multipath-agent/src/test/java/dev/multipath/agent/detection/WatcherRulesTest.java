package dev.multipath.agent.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.multipath.agent.detection.Path.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the other watchers, on hand-made lines. */
final class WatcherRulesTest {
    private static final long SECOND = Path.SECOND;
    private static final Path GOOD = (way, at, packet) -> 5 * Path.MILLI;

    @Test
    void foolsm_leaves_once_seven_before_the_newest_are_missing() {
        // It sends every 1.005 s: number 101 is the first that is lost, 107 the seventh, 108 the newest.
        Run run = new Run(GOOD.deadBetween(101 * SECOND, Path.HOUR), new Foolsm(0)).until(10 * Path.MINUTE);

        assertThat(run.changes()).containsExactly(new Run.Change(108 * 1_005 * Path.MILLI, false));
    }

    @Test
    void foolsm_does_not_leave_for_six_in_a_row() {
        Path six = losing(number -> number >= 101 && number <= 106);

        assertThat(new Run(six, new Foolsm(0)).until(10 * Path.MINUTE).changes())
                .isEmpty();
    }

    @Test
    void foolsm_leaves_at_15_lost_of_100_and_returns_at_5() {
        // Numbers 0, 6, …, 84 are lost: the fifteenth counts a round later. From 90 on none is.
        Path every6th = losing(number -> number % 6 == 0 && number < 90);

        Run run = new Run(every6th, new Foolsm(0)).until(10 * Path.MINUTE);

        // 60, 66, 72, 78, 84 are the last five left, once 54 has been replaced by 154.
        assertThat(run.changes())
                .containsExactly(
                        new Run.Change(85 * 1_005 * Path.MILLI, false), new Run.Change(154 * 1_005 * Path.MILLI, true));
    }

    @Test
    void foolsm_bears_14_of_100() {
        assertThat(new Run(losing(number -> number % 7 == 3 && number < 98), new Foolsm(0))
                        .until(10 * Path.MINUTE)
                        .changes())
                .isEmpty();
    }

    @Test
    void dpinger_bears_one_lost_in_five_but_not_one_in_four() {
        Run fifth = new Run(losing(number -> number % 5 == 0), new Dpinger(0)).until(Path.HOUR);
        Run fourth = new Run(losing(number -> number >= 1_000 && number % 4 == 0), new Dpinger(0)).until(Path.HOUR);

        assertThat(fifth.changes())
                .filteredOn(change -> change.at() > Path.MINUTE)
                .isEmpty();
        assertThat(fourth.inUse()).isFalse();
        assertThat(fourth.changes()).hasSize(1);
    }

    @Test
    void dpinger_leaves_when_a_fifth_of_a_minute_is_lost_and_returns_ten_looks_after_it_no_longer_is() {
        Run run = new Run(GOOD.deadBetween(5 * Path.MINUTE, 10 * Path.MINUTE), new Dpinger(0)).until(Path.HOUR);

        // 25 of 116 lost, each known for lost after 2 s; and 24 of 116 left, the newest of them 48 s old, and 10 s.
        assertThat(run.changes()).hasSize(2);
        assertThat(run.changes().get(0).at()).isCloseTo(5 * Path.MINUTE + 14_500 * Path.MILLI, within(SECOND));
        assertThat(run.changes().get(1).at()).isCloseTo(10 * Path.MINUTE + 57 * SECOND, within(SECOND));
    }

    @Test
    void dpinger_leaves_for_an_average_latency_above_500_ms() {
        Path slow = (way, at, packet) -> (at < Path.HOUR ? 240 : 260) * Path.MILLI;

        Run run = new Run(slow, new Dpinger(0)).until(2 * Path.HOUR);

        assertThat(run.changes()).hasSize(1);
        assertThat(run.changes().get(0).at()).isGreaterThan(Path.HOUR);
    }

    @Test
    void bfd_is_down_900_ms_after_the_last_packet_and_up_again_after_a_handshake() {
        long dies = Path.MINUTE;
        Run run = new Run(GOOD.deadBetween(dies, 2 * Path.MINUTE), new Bfd(new Dice(1), 0)).until(3 * Path.MINUTE);

        assertThat(run.changes()).hasSize(2);
        assertThat(run.changes().get(0).at()).isBetween(dies + 600 * Path.MILLI, dies + 905 * Path.MILLI);
        assertThat(run.changes().get(1).at()).isBetween(2 * Path.MINUTE, 2 * Path.MINUTE + 2 * SECOND);
    }

    @Test
    void bfd_goes_down_when_only_the_other_end_hears_nothing() {
        Path deafThere = (way, at, packet) -> way == Way.OUT && at > Path.MINUTE ? Path.LOST : 5 * Path.MILLI;

        Run run = new Run(deafThere, new Bfd(new Dice(1), 0)).until(Path.MINUTE + 2 * SECOND);

        assertThat(run.inUse()).isFalse();
    }

    @Test
    void bfd_bears_half_a_second_of_silence() {
        Path gap = GOOD.deadBetween(Path.MINUTE, Path.MINUTE + 500 * Path.MILLI);

        assertThat(new Run(gap, new Bfd(new Dice(1), 0)).until(Path.HOUR).changes())
                .isEmpty();
    }

    @Test
    void multipath_is_the_real_policy() {
        Run loss = new Run(losing(number -> number / 64 % 50 == 0), Contender.MULTIPATH.start(new Dice(1), 0));
        Run death = new Run(GOOD.deadBetween(Path.MINUTE, 2 * Path.MINUTE), Contender.MULTIPATH.start(new Dice(1), 0));

        assertThat(loss.until(Path.HOUR).changes()).isEmpty();
        List<Run.Change> changes = death.until(Path.HOUR).changes();
        assertThat(changes).extracting(Run.Change::inUse).containsExactly(false, true);
        assertThat(changes.get(0).at()).isBetween(Path.MINUTE + 500 * Path.MILLI, Path.MINUTE + 1_700 * Path.MILLI);
        assertThat(changes.get(1).at()).isBetween(2 * Path.MINUTE + 10 * SECOND, 2 * Path.MINUTE + 12 * SECOND);
    }

    @Test
    void multipath_with_traffic_suspects_at_once() {
        Run death = new Run(
                        GOOD.deadBetween(Path.MINUTE, 2 * Path.MINUTE),
                        Contender.MULTIPATH_TRAFFIC.start(new Dice(1), 0))
                .until(2 * Path.MINUTE);

        assertThat(death.changes()).hasSize(1);
        assertThat(death.changes().get(0).at()).isLessThan(Path.MINUTE + 900 * Path.MILLI);
    }

    private interface Numbers {
        boolean has(long number);
    }

    private static Path losing(Numbers lost) {
        return (way, at, packet) -> lost.has(packet) ? Path.LOST : GOOD.crossing(way, at, packet);
    }
}
