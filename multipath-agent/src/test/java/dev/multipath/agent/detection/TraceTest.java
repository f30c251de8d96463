package dev.multipath.agent.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.multipath.agent.detection.Path.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TraceTest {
    private static final Dice DICE = new Dice(7);
    private static final int PACKETS = 100_000;

    @ParameterizedTest
    @CsvSource({
        "CLEAN, 0, 0",
        "LOSS_2, 0.02, 0.002",
        "LOSS_5, 0.05, 0.003",
        "LOSS_10, 0.10, 0.004",
        "LOSS_20, 0.20, 0.005",
        "LOSS_30, 0.30, 0.006",
        "SHORT_BURSTS, 0.008, 0.002", // 0.1 of 10.1 s lose 70 %, the rest 0.1 %
        "LONG_BURSTS, 0.0125, 0.003", // 1 of 61 s loses 70 %, the rest 0.1 %
        "LTE, 0.0062, 0.002", // 0.5 %, and 1.5 s of 1,201.5 everything
    })
    void loses_as_many_round_trips_as_it_says(Trace trace, double share, double tolerance) {
        Path line = trace.line(DICE);
        int lost = 0;
        for (int i = 0; i < PACKETS; i++) {
            lost += roundTrip(line, i * Path.SECOND) == Path.LOST ? 1 : 0;
        }
        assertThat((double) lost / PACKETS).isCloseTo(share, within(tolerance));
    }

    @Test
    void bufferbloat_is_up_to_a_second_and_a_half_more() {
        Path line = Trace.BUFFERBLOAT.line(DICE);
        long longest = 0;
        int slow = 0;
        for (int i = 0; i < PACKETS; i++) {
            long roundTrip = roundTrip(line, i * Path.SECOND);
            longest = Math.max(longest, roundTrip);
            slow += roundTrip > 100 * Path.MILLI ? 1 : 0;
        }
        assertThat(longest).isBetween(1_400 * Path.MILLI, 1_522 * Path.MILLI);
        assertThat((double) slow / PACKETS).isCloseTo(0.25, within(0.05)); // 30 of 120 s
    }

    @ParameterizedTest
    @EnumSource(Trace.class)
    void a_packet_fares_the_same_whenever_one_asks(Trace trace) {
        Path forwards = trace.line(DICE);
        Path backwards = trace.line(DICE);
        long[] seen = new long[3_600];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = forwards.crossing(Way.OUT, i * Path.SECOND, 3);
        }
        for (int i = seen.length - 1; i >= 0; i--) {
            assertThat(backwards.crossing(Way.OUT, i * Path.SECOND, 3)).isEqualTo(seen[i]);
        }
    }

    @Test
    void a_dead_line_carries_neither_what_leaves_nor_what_would_arrive() {
        Path line = ((Path) (way, at, packet) -> 10).deadBetween(100, 200);

        assertThat(line.crossing(Way.OUT, 89, 0)).isEqualTo(10);
        assertThat(line.crossing(Way.OUT, 90, 0)).isEqualTo(Path.LOST);
        assertThat(line.crossing(Way.OUT, 199, 0)).isEqualTo(Path.LOST);
        assertThat(line.crossing(Way.OUT, 200, 0)).isEqualTo(10);
    }

    @Test
    void a_flapping_line_is_dead_every_other_stretch() {
        Path line = ((Path) (way, at, packet) -> 10).flapping(100);

        assertThat(line.crossing(Way.OUT, 50, 0)).isEqualTo(10);
        assertThat(line.crossing(Way.OUT, 95, 0)).isEqualTo(Path.LOST);
        assertThat(line.crossing(Way.OUT, 150, 0)).isEqualTo(Path.LOST);
        assertThat(line.crossing(Way.OUT, 250, 0)).isEqualTo(10);
    }

    private static long roundTrip(Path line, long at) {
        long out = line.crossing(Way.OUT, at, 0);
        long back = out == Path.LOST ? Path.LOST : line.crossing(Way.BACK, at + out, 0);
        return back == Path.LOST ? Path.LOST : out + back;
    }
}
