package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The transition table in {@link HealthPolicy}, row by row. */
final class HealthPolicyTest {
    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final ProbeConfig TWO = Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]");
    private static final ProbeConfig BOTH =
            Configs.probe("targets = [\"192.0.2.53\", \"198.51.100.10\"]", "quorum = 2");

    @Test
    void unknown_becomes_up_at_the_first_answer_and_slows_down() {
        ProbedLine line = ProbedLine.of(ONE).run(3_000);

        assertThat(line.states()).containsExactly("unknown", "up");
        assertThat(line.firstMillis(UplinkState.UP)).isBetween(10L, 11L);
        assertThat(line.fastRounds()).isEqualTo(1);
        assertThat(line.rounds()).isEqualTo(3);
    }

    @Test
    void unknown_becomes_down_once_every_target_is_dead() {
        ProbedLine line = ProbedLine.of(ONE).silent().run(5_000);

        assertThat(line.states()).containsExactly("unknown", "down");
        assertThat(line.firstMillis(UplinkState.DOWN))
                .as("five fast probes, each waited for as long as timeout allows")
                .isEqualTo(1_400);
        assertThat(line.health().flaps()).isEmpty();
        assertThat(line.health().fast()).isFalse();
    }

    @Test
    void earlier_probes_given_up_at_the_first_answer_are_no_sign_of_death() {
        ProbedLine line = ProbedLine.of(ONE).silent().run(850).answering(10).run(5_000);

        assertThat(line.states()).startsWith("unknown", "up").doesNotContain("down");
        assertThat(line.state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void with_nothing_to_probe_facts_alone_judge() {
        Health health = HealthPolicy.start(List.of(), Optional.empty(), 0);

        assertThat(health.state()).isEqualTo(UplinkState.UP);
        assertThat(HealthPolicy.nextWake(health, ONE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void answered_rounds_make_no_difference_to_those_who_choose_routes_and_a_lost_one_does() {
        ProbedLine line = ProbedLine.up(ONE);
        Health before = line.health();

        assertThat(line.run(5_000).health()).isNotEqualTo(before).matches(before::standsLike);
        assertThat(line.silent().runInto(UplinkState.SUSPECT).health().standsLike(before))
                .isFalse();
    }

    @Test
    void a_lost_round_makes_it_suspect_and_fast_at_once() {
        ProbedLine line =
                ProbedLine.up(ONE).silent().runInto(UplinkState.SUSPECT).run(1);

        assertThat(line.states()).containsExactly("up", "suspect");
        assertThat(line.health().carries()).isTrue();
        assertThat(line.fastRounds()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void suspect_becomes_up_at_an_answer_and_slows_down() {
        ProbedLine line = ProbedLine.up(ONE).loseOneRound().run(300);
        int fast = line.fastRounds();

        assertThat(line.states()).containsExactly("up", "suspect", "up");
        assertThat(line.run(5_000).fastRounds()).as("no more of them").isEqualTo(fast);
    }

    @Test
    void suspect_becomes_down_after_fall_fast_probes_in_a_row() {
        ProbedLine line = ProbedLine.up(ONE).silent().run(5_000);

        assertThat(line.states()).containsExactly("up", "suspect", "down");
        assertThat(line.firstMillis(UplinkState.DOWN) - line.firstMillis(UplinkState.SUSPECT))
                .isBetween(505L, 515L);
        assertThat(line.fastRounds()).isBetween(5, 6);
        assertThat(line.health().flaps()).hasSize(1);
        assertThat(line.health().reason()).isEqualTo("no answer from 192.0.2.53");
    }

    @Test
    void a_quorum_of_two_falls_with_one_target() {
        ProbedLine line = ProbedLine.up(BOTH).silent(1).run(5_000);

        assertThat(line.states()).containsExactly("up", "suspect", "down");
        assertThat(line.health().reason()).isEqualTo("no answer from 198.51.100.10");
    }

    @Test
    void one_dead_target_of_two_changes_nothing_and_is_probed_no_faster() {
        ProbedLine line = ProbedLine.up(TWO).silent(1).run(600_000);

        assertThat(line.states()).containsExactly("up");
        assertThat(line.fastRounds()).isZero();
        assertThat(line.health().degraded()).isFalse();
        assertThat(line.health().targets().get(1).answeredLast()).isFalse();
    }

    @Test
    void an_answer_to_a_probe_sent_before_the_verdict_takes_it_back() {
        ProbedLine line = ProbedLine.up(ONE).answering(800).run(10_000);

        assertThat(line.states()).containsExactly("up", "suspect", "down", "up");
        assertThat(line.health().flaps()).isEmpty();
        assertThat(TargetHealth.patience(line.health().targets(), 0, ONE))
                .as("waits longer from now on")
                .isGreaterThan(800 * ProbedLine.MILLI);
        assertThat(line.health().reason()).isEqualTo("answered late: the verdict is retracted");
    }

    /** Every probe is lost, and every one is answered after all. */
    @Test
    void a_round_trip_longer_than_the_timeout_buries_once_and_no_more() {
        for (int roundTrip : new int[] {1_100, 1_500, 3_000, 5_000}) {
            ProbedLine line =
                    ProbedLine.up(ONE).answering(roundTrip).run(30_000).forgetHistory();
            line.run(600_000);
            assertThat(line.states()).as("%d ms", roundTrip).doesNotContain("down");

            line.silent().run(roundTrip + 6_000);
            assertThat(line.state()).as("%d ms, then dead", roundTrip).isEqualTo(UplinkState.DOWN);
        }
        ProbeConfig seldom = Configs.probe("targets = [\"192.0.2.53\"]", "interval = \"10s\"");
        ProbedLine line = ProbedLine.up(seldom).answering(1_500).run(60_000).forgetHistory();
        assertThat(line.run(600_000).states()).as("with seldom rounds").doesNotContain("down");
    }

    /** It takes a second and more for other reasons too. */
    @Test
    void a_page_that_was_late_within_its_timeout_takes_a_verdict_back() {
        ProbeConfig page =
                Configs.probe("type = \"http\"", "targets = [\"http://192.0.2.53/generate_204\"]", "timeout = \"3s\"");
        ProbedLine line = ProbedLine.up(page).answering(1_200).run(5_000);

        assertThat(line.states()).startsWith("up", "suspect", "down", "up");
    }

    /** The kernel sends a SYN again after a second. */
    @Test
    void a_handshake_that_the_kernel_began_again_takes_no_verdict_back() {
        ProbeConfig tcp = Configs.probe("type = \"tcp\"", "targets = [\"192.0.2.53:443\"]");
        ProbedLine line = ProbedLine.up(tcp).answering(1_010).run(5_000);

        assertThat(line.states()).startsWith("up", "suspect", "down", "proving");
    }

    @Test
    void down_becomes_proving_at_the_first_answer() {
        ProbedLine line = ProbedLine.up(ONE).silent().run(5_000).forgetHistory();
        line.answering(10).run(1_100);

        assertThat(line.states()).containsExactly("down", "proving");
        assertThat(line.fastRounds()).isZero();
    }

    @Test
    void proving_becomes_up_when_its_hold_up_is_over() {
        ProbedLine line = ProbedLine.reviving(ONE).run(15_000);

        assertThat(line.states()).containsExactly("down", "proving", "up");
        assertThat(line.firstMillis(UplinkState.UP) - line.firstMillis(UplinkState.PROVING))
                .isBetween(10_000L, 10_020L);
    }

    @Test
    void what_was_lost_while_down_does_not_count_afterwards() {
        ProbedLine line = ProbedLine.up(ONE).silent().run(600_000).forgetHistory();
        line.answering(10).run(15_000);

        assertThat(line.states()).containsExactly("down", "proving", "up");
    }

    @Test
    void a_round_lost_while_proving_is_followed_by_fast_probes_and_counts() {
        ProbedLine line = ProbedLine.reviving(ONE).run(3_500);
        line.loseOneRound().run(300);

        assertThat(line.state()).isEqualTo(UplinkState.PROVING);
        assertThat(line.fastRounds()).isPositive();
        assertThat(line.health().fast()).isFalse();
        assertThat(line.health().proof().lost()).isEqualTo(1);
    }

    @Test
    void one_that_fails_while_proving_starts_again_without_a_flap() {
        ProbedLine line = ProbedLine.reviving(ONE).run(3_500);
        line.silent().run(3_000).answering(10).run(15_000);

        assertThat(line.states()).containsExactly("down", "proving", "down", "proving", "up");
        assertThat(line.health().flaps()).hasSize(1);
        assertThat(HealthPolicy.holdUp(1, ONE)).isEqualTo(10_000 * ProbedLine.MILLI);
    }

    @Test
    void a_late_answer_does_not_make_up_for_a_failed_proof() {
        ProbedLine line = ProbedLine.reviving(ONE).run(3_500).forgetHistory();
        line.answering(800).run(5_000);

        assertThat(line.states()).startsWith("proving", "down", "proving").doesNotContain("up");
    }

    @Test
    void a_hold_up_with_too_much_loss_is_served_again() {
        ProbedLine line = ProbedLine.reviving(ONE).run(1_000);
        for (int lost = 0; lost < 3; lost++) {
            line.loseOneRound().run(500);
        }
        long began = line.firstMillis(UplinkState.PROVING);

        line.run(30_000);

        assertThat(line.states()).containsExactly("down", "proving", "up");
        assertThat(line.firstMillis(UplinkState.UP) - began).isBetween(20_000L, 22_000L);
    }

    @Test
    void a_lost_fact_is_no_suspicion() {
        ProbedLine line = ProbedLine.up(ONE).lose("no carrier").run(5_000);

        assertThat(line.states()).containsExactly("up", "down");
        assertThat(line.rounds()).isZero();
        assertThat(line.health().byFact()).isTrue();
        assertThat(line.health().flaps()).hasSize(1);
        assertThat(line.health().reason()).isEqualTo("no carrier");
    }

    @Test
    void complete_facts_are_probed_at_once_and_proved_before_use() {
        ProbedLine line = ProbedLine.up(ONE).lose("no carrier").run(5_000).forgetHistory();
        long back = line.nowMillis();
        line.regainFacts().run(15_000);

        assertThat(line.states()).containsExactly("down", "proving", "up");
        assertThat(line.firstMillis(UplinkState.PROVING) - back).isBetween(10L, 12L);
        assertThat(line.firstMillis(UplinkState.UP) - back).isBetween(10_010L, 10_030L);
        assertThat(line.health().byFact()).isFalse();
    }

    @Test
    void complete_facts_without_an_answer_are_down_by_the_probes_and_slow() {
        ProbedLine line =
                ProbedLine.up(ONE).lose("no carrier").run(5_000).silent().forgetHistory();
        line.regainFacts().run(3_000);
        int fast = line.fastRounds();

        assertThat(line.states()).containsExactly("down");
        assertThat(line.health().byFact()).isFalse();
        assertThat(line.health().reason()).isEqualTo("no answer from 192.0.2.53");
        assertThat(line.run(10_000).fastRounds()).isEqualTo(fast);
    }

    @Test
    void an_answer_from_before_a_fact_was_lost_proves_nothing() {
        ProbedLine line = ProbedLine.up(ONE).answering(900).run(1_050);
        line.lose("no carrier").run(10).regainFacts().silent().run(2_000);

        assertThat(line.state()).isEqualTo(UplinkState.DOWN);
    }

    @Test
    void facts_return_with_nothing_to_probe_after_hold_up() {
        Health health = HealthPolicy.start(List.of(), Optional.of("no carrier"), 0);
        health = HealthPolicy.facts(health, Optional.empty(), ONE, 1_000);
        assertThat(health.state()).isEqualTo(UplinkState.PROVING);

        long end = HealthPolicy.nextWake(health, ONE);
        assertThat(end).isEqualTo(1_000 + 10_000 * ProbedLine.MILLI);
        assertThat(HealthPolicy.tick(health, ONE, false, end).state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void a_refused_probe_is_lost_at_once() {
        ProbedLine line = ProbedLine.up(ONE).refusing().run(3_000);

        assertThat(line.states()).containsExactly("up", "suspect", "down");
        assertThat(line.firstMillis(UplinkState.DOWN) - line.firstMillis(UplinkState.SUSPECT))
                .isBetween(400L, 402L);
        assertThat(line.health().reason()).isEqualTo("refused from 192.0.2.53");
    }

    @Test
    void one_that_an_earlier_run_had_taken_out_has_to_prove_itself() {
        Health health = HealthPolicy.leftOut(ONE.targets(), Optional.empty(), 0);

        assertThat(health.state()).isEqualTo(UplinkState.DOWN);
        assertThat(health.fast()).isTrue();
        health = HealthPolicy.tick(health, ONE, false, 0);
        health = HealthPolicy.answered(health, 1, 0, OptionalLong.of(1), ONE, 1);
        assertThat(health.state()).isEqualTo(UplinkState.PROVING);
        assertThat(HealthPolicy.leftOut(List.of(), Optional.empty(), 0).state()).isEqualTo(UplinkState.PROVING);
        assertThat(HealthPolicy.leftOut(ONE.targets(), Optional.of("no carrier"), 0)
                        .reason())
                .isEqualTo("no carrier");
    }

    @Test
    void other_targets_are_probed_at_once_and_what_is_known_of_the_same_stays() {
        ProbedLine line = ProbedLine.up(TWO);
        ProbeTarget other = new ProbeTarget.Host(IpAddress.parse("203.0.113.9"));
        line.retarget(List.of(other, TWO.targets().get(0)));

        assertThat(line.health().targets().get(0)).isEqualTo(TargetHealth.unseen(other));
        assertThat(line.health().targets().get(1).smoothedRtt()).isPositive();
        assertThat(line.health().nextRound()).isEqualTo(line.nowMillis() * ProbedLine.MILLI);
        assertThat(line.state()).isEqualTo(UplinkState.UP);
    }

    @Test
    void without_targets_any_more_facts_alone_judge_from_now_on() {
        assertThat(ProbedLine.up(ONE)
                        .silent()
                        .runInto(UplinkState.SUSPECT)
                        .retarget(List.of())
                        .states())
                .containsExactly("up", "suspect", "up");
        assertThat(ProbedLine.reviving(ONE)
                        .run(4_000)
                        .retarget(List.of())
                        .run(8_000)
                        .states())
                .containsExactly("down", "proving", "up");
        ProbedLine dead = ProbedLine.up(ONE).silent().run(5_000).forgetHistory();
        assertThat(dead.retarget(List.of()).run(12_000).states()).containsExactly("down", "proving", "up");
    }

    @Test
    void targets_that_come_later_are_probed_slowly_while_it_is_up() {
        Health health = HealthPolicy.start(List.of(), Optional.empty(), 0);
        health = HealthPolicy.retarget(health, ONE.targets(), 5);
        health = HealthPolicy.tick(health, ONE, false, 5);

        assertThat(health.rounds().get(0).fast()).isFalse();
        assertThat(health.nextRound()).isEqualTo(5 + 1_000 * ProbedLine.MILLI);
    }

    @Test
    void a_question_waited_for_longer_than_memory_reaches_is_lost() {
        ProbeConfig patient =
                Configs.probe("targets = [\"192.0.2.53\"]", "timeout = \"10m\"", "fast-interval = \"10ms\"");
        ProbedLine line = ProbedLine.of(patient).silent().run(60_000);

        assertThat(line.states()).containsExactly("unknown", "down");
        assertThat(line.health().rounds()).hasSizeLessThanOrEqualTo(Rounds.MAX_ROUNDS + 1);
    }
}
