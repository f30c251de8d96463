package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AdaptiveWeightTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double BUSY = 1_000;
    private static final double IDLE = 2;

    private AdaptiveWeight share = AdaptiveWeight.starting(0);
    private long now;
    private boolean relief = true;
    private final List<String> changes = new ArrayList<>();

    /** So many seconds of this round trip, loss and rate. */
    private void pass(int seconds, long rttMillis, int lostPercent, double rate) {
        Health health = health(rttMillis, lostPercent);
        for (int second = 0; second < seconds; second++) {
            now += SECOND;
            assertThat(share.isDue(now)).isTrue();
            AdaptiveWeight next = share.judged(health, rate, relief, now);
            if (next.halvings() != share.halvings()) {
                changes.add(now / SECOND + " s: " + next.of(8));
            }
            share = next;
        }
    }

    private static Health health(long rttMillis, int lostPercent) {
        LossWindow window = LossWindow.EMPTY;
        for (int round = 0; round < LossWindow.CAPACITY; round++) {
            window = window.push(round * lostPercent / 100 != (round + 1) * lostPercent / 100);
        }
        TargetHealth target = new TargetHealth(
                new ProbeTarget.Host(IpAddress.parse("192.0.2.53")),
                rttMillis * 1_000_000,
                0,
                0,
                0,
                true,
                window,
                RoundTripWindow.EMPTY);
        HealthDraft draft = new HealthDraft(Views.health(Verdict.UP));
        draft.targets.set(0, target);
        return draft.toHealth();
    }

    @Test
    void a_round_trip_that_rises_under_load_halves_the_weight_within_half_a_minute() {
        pass(60, 20, 0, BUSY);
        pass(30, 100, 0, BUSY);
        assertThat(changes).containsExactly("75 s: 4");
    }

    @Test
    void loss_under_load_does_too() {
        pass(60, 20, 0, BUSY);
        pass(30, 20, 10, BUSY);
        assertThat(share.of(8)).isEqualTo(4);
    }

    @Test
    void without_load_neither_is_congestion() {
        pass(600, 20, 0, IDLE);
        pass(600, 100, 20, IDLE);
        assertThat(changes).isEmpty();
    }

    @Test
    void a_short_rise_or_a_small_one_changes_nothing() {
        pass(60, 20, 0, BUSY);
        pass(10, 100, 0, BUSY);
        pass(60, 20, 0, BUSY);
        pass(600, 45, 0, BUSY);
        assertThat(changes).isEmpty();
    }

    @Test
    void while_all_others_are_congested_too_nothing_is_gained() {
        relief = false;
        pass(60, 20, 0, BUSY);
        pass(600, 200, 0, BUSY);
        assertThat(changes).isEmpty();
    }

    @Test
    void lasting_congestion_halves_it_three_times_five_minutes_apart_and_calm_takes_it_back() {
        pass(60, 20, 0, BUSY);
        pass(1_200, 300, 0, BUSY);
        assertThat(changes).containsExactly("75 s: 4", "375 s: 2", "675 s: 1");
        pass(3_600, 20, 0, BUSY);
        assertThat(changes.subList(3, changes.size())).containsExactly("2160 s: 2", "3060 s: 4", "3960 s: 8");
    }

    @Test
    void changes_stay_within_their_bound_whatever_happens() {
        pass(60, 20, 0, BUSY);
        int before = changes.size();
        for (int i = 0; i < 60; i++) {
            pass(30, 300, 10, BUSY);
            pass(30, 20, 0, BUSY);
        }
        assertThat(changes.size() - before).as("in an hour").isLessThanOrEqualTo(12);
        changes.clear();
        for (int i = 0; i < 30; i++) {
            pass(60, 300, 0, BUSY);
            pass(900, 20, 0, BUSY);
        }
        assertThat(changes.size() * 3_600 / (30 * 960))
                .as("an hour, where it comes and goes")
                .isLessThanOrEqualTo(7);
    }

    @Test
    void over_ten_random_weeks_no_hour_has_more_than_twelve_changes() {
        int all = 0;
        for (int seed = 0; seed < 10; seed++) {
            List<Long> changes = weekOfNoise(new SplittableRandom(seed));
            all += changes.size();
            for (int i = 0; i < changes.size(); i++) {
                long hourBefore = changes.get(i) - 3_600 * SECOND;
                long within = changes.subList(0, i + 1).stream()
                        .filter(at -> at > hourBefore)
                        .count();
                assertThat(within).as("seed %d, until %d", seed, changes.get(i)).isLessThanOrEqualTo(12);
            }
        }
        assertThat(all).as("else this says nothing").isGreaterThan(1_000);
    }

    /** When the weight changed while round trip, loss, load and relief were anything, for seconds or for an hour. */
    private static List<Long> weekOfNoise(SplittableRandom random) {
        List<Long> changes = new ArrayList<>();
        AdaptiveWeight share = AdaptiveWeight.starting(0);
        long second = 0;
        while (second < 7 * 24 * 3_600) {
            int percent = random.nextInt(4) == 0 ? random.nextInt(30) : 0;
            Health health = health(5 + random.nextInt(random.nextBoolean() ? 30 : 800), percent);
            double rate = random.nextInt(3) == 0 ? IDLE : BUSY;
            boolean relief = random.nextInt(10) > 0;
            long until = second + 1 + random.nextInt(random.nextBoolean() ? 30 : 3_600);
            for (; second < until; second++) {
                AdaptiveWeight next = share.judged(health, rate, relief, second * SECOND);
                assertThat(Math.abs(next.halvings() - share.halvings())).isLessThanOrEqualTo(1);
                assertThat(next.of(8)).isBetween(1, 8);
                if (next.halvings() != share.halvings()) {
                    changes.add(second * SECOND);
                }
                share = next;
            }
        }
        return changes;
    }

    @Test
    void a_longer_way_becomes_normal_in_time() {
        pass(60, 20, 0, IDLE);
        pass(600, 150, 0, IDLE);
        pass(600, 150, 0, BUSY);
        assertThat(changes).isEmpty();
    }

    @Test
    void it_is_judged_once_a_second() {
        assertThat(share.isDue(SECOND - 1)).isFalse();
        assertThat(share.isDue(SECOND)).isTrue();
    }

    @Test
    void what_is_in_force_elsewhere_can_be_taken_over() {
        for (int weight : new int[] {8, 4, 2, 1}) {
            assertThat(share.lowered(8, weight).of(8)).isEqualTo(weight);
        }
    }
}
