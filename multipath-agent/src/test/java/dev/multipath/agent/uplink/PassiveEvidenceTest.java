package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Counters of one device, looked at every 100 ms. */
final class PassiveEvidenceTest {
    private static final long MILLI = 1_000_000;
    private static final int LOOK = 100;

    private PassiveEvidence evidence = PassiveEvidence.NONE;
    private long millis = 1_000;
    private double received;
    private double sent;

    /** So many packets a second each way; what it takes until the first suspicion, in milliseconds. */
    private OptionalLong traffic(double in, double out, int forMillis) {
        OptionalLong first = OptionalLong.empty();
        for (int passed = 0; passed < forMillis; passed += LOOK) {
            millis += LOOK;
            received += in * LOOK / 1_000;
            sent += out * LOOK / 1_000;
            evidence = evidence.seen((long) received, (long) sent, millis * MILLI);
            if (evidence.isSuspicious() && first.isEmpty()) {
                first = OptionalLong.of(passed + LOOK);
            }
        }
        return first;
    }

    @Test
    void silence_under_heavy_traffic_is_suspicious_at_the_first_look() {
        assertThat(traffic(500, 500, 5_000)).isEmpty();
        assertThat(traffic(0, 500, 1_000)).hasValue(100);
    }

    @Test
    void silence_under_light_traffic_takes_until_ten_packets_are_missing() {
        assertThat(traffic(40, 40, 5_000)).isEmpty();
        assertThat(traffic(0, 40, 1_000).orElseThrow()).isBetween(300L, 400L);
    }

    @Test
    void the_look_in_which_it_died_does_not_make_it_slower() {
        traffic(100, 100, 5_000);
        assertThat(traffic(30, 100, 100)).isEmpty();
        assertThat(traffic(0, 100, 1_000)).hasValue(100);
    }

    @Test
    void fifty_packets_a_second_deserve_closer_looks() {
        traffic(40, 40, 10_000);
        assertThat(evidence.deservesCloseLooks()).isFalse();
        traffic(50, 50, 10_000);
        assertThat(evidence.deservesCloseLooks()).isTrue();
    }

    @Test
    void each_silence_is_told_once() {
        traffic(500, 500, 5_000);
        traffic(0, 500, 100);
        assertThat(evidence.isSuspicious()).isTrue();
        assertThat(traffic(0, 500, 60_000)).isEmpty();
    }

    @Test
    void one_that_sends_nothing_either_has_nothing_to_send() {
        traffic(500, 250, 5_000);
        assertThat(traffic(0, 0, 10_000)).isEmpty();
    }

    @Test
    void a_download_that_ends_beside_a_trickle_is_no_silence() {
        traffic(1_000, 500, 5_000);
        assertThat(traffic(10, 10, 10_000)).isEmpty();
    }

    @Test
    void what_stops_receiving_and_only_repeats_itself_now_and_then_is_suspicious_a_little_later() {
        traffic(500, 1_000, 5_000);
        long first = traffic(0, 8, 2_000).orElseThrow();
        assertThat(first).isBetween(300L, 400L);
    }

    @Test
    void broadcasts_of_others_do_not_hide_it() {
        traffic(500, 500, 5_000);
        assertThat(traffic(10, 500, 1_000)).hasValue(100);
    }

    @Test
    void too_little_traffic_says_nothing() {
        traffic(2, 2, 20_000);
        assertThat(traffic(0, 2, 20_000)).isEmpty();
    }

    @Test
    void one_that_was_never_heard_says_nothing() {
        assertThat(traffic(0, 500, 20_000)).isEmpty();
    }

    @Test
    void traffic_has_to_be_steady_before_its_end_counts() {
        assertThat(traffic(500, 500, 400)).isEmpty();
        assertThat(traffic(0, 500, 1_000)).isEmpty();
    }

    @Test
    void loss_and_jitter_are_no_silence() {
        SplittableRandom random = new SplittableRandom(7);
        int suspicions = 0;
        for (int look = 0; look < 36_000; look++) {
            for (int packet = 0; packet < 20; packet++) {
                sent++;
                received += random.nextDouble() < 0.7 * 0.7 ? 1 : 0;
            }
            millis += 95 + random.nextInt(10);
            evidence = evidence.seen((long) received, (long) sent, millis * MILLI);
            suspicions += evidence.isSuspicious() ? 1 : 0;
        }
        assertThat(suspicions).as("in an hour of 30 % loss each way").isLessThanOrEqualTo(1);
    }

    @Test
    void suspicions_that_were_wrong_become_rarer_and_a_right_one_starts_afresh() {
        int told = 0;
        for (int second = 0; second < 300; second += 2) {
            traffic(500, 500, 1_500);
            told += traffic(0, 500, 500).isPresent() ? 1 : 0;
        }
        assertThat(told).as("in five minutes").isBetween(5, 10);

        evidence = evidence.confirmed();
        traffic(500, 500, 1_500);
        assertThat(traffic(0, 500, 500)).isPresent();
    }

    @Test
    void a_pause_of_the_agent_or_a_new_device_starts_the_count_afresh() {
        traffic(500, 500, 5_000);
        millis += 2_000;
        assertThat(traffic(0, 500, 1_000)).isEmpty();

        traffic(500, 500, 5_000);
        received = 0;
        sent = 0;
        assertThat(traffic(0, 500, 1_000)).isEmpty();
    }

    @Test
    void the_rate_is_that_of_both_directions() {
        traffic(300, 100, 10_000);
        assertThat(evidence.rate()).isBetween(390.0, 410.0);
    }
}
