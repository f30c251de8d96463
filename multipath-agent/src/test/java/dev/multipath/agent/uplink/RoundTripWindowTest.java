package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoundTripWindowTest {
    private static RoundTripWindow of(long... roundTrips) {
        RoundTripWindow window = RoundTripWindow.EMPTY;
        for (long roundTrip : roundTrips) {
            window = window.push(roundTrip);
        }
        return window;
    }

    @Test
    void fewer_than_five_say_nothing() {
        assertThat(of(400, 400, 400, 400).mostlyAbove(300)).isFalse();
        assertThat(of(10, 10, 10, 10).mostlyWithin(300)).isFalse();
        assertThat(of(400, 400, 400, 400, 400).mostlyAbove(300)).isTrue();
        assertThat(of(10, 10, 10, 10, 10).mostlyWithin(300)).isTrue();
    }

    @Test
    void most_of_them_decide_however_far_off_the_others_are() {
        assertThat(of(9_000, 9_000, 20, 20, 20).mostlyAbove(300)).isFalse();
        assertThat(of(301, 301, 301, 1, 1).mostlyAbove(300)).isTrue();
        assertThat(of(300, 300, 300, 9_000, 9_000).mostlyWithin(300)).isTrue();
        assertThat(of(301, 301, 301, 1, 1).mostlyWithin(300)).isFalse();
    }

    @Test
    void only_the_last_nine_count() {
        RoundTripWindow window = of(1, 1, 1, 1, 1, 400, 400, 400, 400, 400, 400, 400, 400, 400);
        assertThat(window.recent()).hasSize(RoundTripWindow.CAPACITY).containsOnly(400L);
    }
}
