package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The transition table in the Javadoc of {@link HealthPolicy}, row by row: each row of {@link Transition} stands there,
 * and has a line here that takes it. A row without one does not compile.
 */
final class TransitionTest {
    private static final ProbeConfig ONE = Configs.probe("targets = [\"192.0.2.53\"]");
    private static final ProbeConfig CHOOSY =
            Configs.probe("targets = [\"192.0.2.53\"]", "loss-degraded = \"off\"", "rtt-degraded = \"300ms\"");
    private static final Pattern ROW = Pattern.compile("<tr>((?:<td>[^<]*</td>)+)</tr>");
    private static final Pattern CELL = Pattern.compile("<td>([^<]*)</td>");

    @Test
    void the_table_has_every_row_there_is_in_this_order() throws IOException {
        Path source = Path.of("src/main/java/dev/multipath/agent/uplink/HealthPolicy.java");
        String text = Files.readString(source).replaceAll("\\n \\* ", " ");
        List<String> documented = new ArrayList<>();
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            List<String> cells = CELL.matcher(row.group(1))
                    .results()
                    .map(cell -> cell.group(1))
                    .toList();
            assertThat(cells).as(row.group()).hasSize(5);
            documented.add(cells.get(0) + ": " + cells.get(1) + " -> " + cells.get(3));
        }
        List<String> existing = new ArrayList<>();
        for (Transition row : Transition.values()) {
            existing.add(row + ": " + row.from() + " -> " + row.to());
        }
        assertThat(documented).isEqualTo(existing);
    }

    @ParameterizedTest
    @EnumSource
    void each_row_is_taken_and_leads_where_it_says(Transition row) {
        ProbedLine before = before(row);
        Verdict from = before.health().verdict();
        int taken = before.health().rows().of(row);

        ProbedLine line = event(row, before).runUntilTaken(row, taken);

        assertThat(row.from())
                .satisfiesAnyOf(
                        name -> assertThat(name).isEqualTo("any"),
                        name -> assertThat(name).contains(from.name()));
        Verdict to = row.to().equals("the same") ? from : Verdict.valueOf(row.to());
        assertThat(line.health().verdict()).isEqualTo(to);
        assertThat(line.health().rows().of(row)).isEqualTo(taken + 1);
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_is_lost_from_any_verdict(Verdict verdict) {
        ProbedLine line = switch (verdict) {
            case UNKNOWN -> ProbedLine.of(ONE);
            case UP -> ProbedLine.up(ONE);
            case SUSPECT -> ProbedLine.up(ONE).silent().runInto(UplinkState.SUSPECT);
            case DOWN -> ProbedLine.up(ONE).silent().runInto(UplinkState.DOWN);
            case PROVING -> ProbedLine.reviving(ONE).runInto(UplinkState.PROVING);
        };
        assertThat(line.health().verdict()).isEqualTo(verdict);
        int flaps = line.health().flaps().size();

        line.lose("no carrier").run(5_000);

        assertThat(line.health().verdict()).isEqualTo(Verdict.DOWN);
        assertThat(line.health().rows().of(Transition.FACT_LOST)).isEqualTo(1);
        assertThat(line.health().lastFall()).map(Fall::reason).contains("no carrier");
        boolean wasUp = verdict == Verdict.UP || verdict == Verdict.SUSPECT;
        assertThat(line.health().flaps()).hasSize(wasUp ? flaps + 1 : flaps);
        assertThat(line.health().nextRound()).as("no probes without facts").isGreaterThan(0);
        assertThat(HealthPolicy.nextWake(line.health(), ONE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void counts_add_up_and_say_what_was_taken() {
        TransitionCounts counts = TransitionCounts.NONE
                .plus(Transition.UP_ROUND_LOST)
                .plus(Transition.SUSPECT_DEAD)
                .plus(Transition.UP_ROUND_LOST);

        assertThat(counts).hasToString("UP_ROUND_LOST 2, SUSPECT_DEAD 1");
        assertThat(counts.of(Transition.UP_SILENT)).isZero();
        assertThat(counts)
                .isEqualTo(TransitionCounts.NONE
                        .plus(Transition.SUSPECT_DEAD)
                        .plus(Transition.UP_ROUND_LOST)
                        .plus(Transition.UP_ROUND_LOST))
                .isNotEqualTo(TransitionCounts.NONE);
    }

    /** A line from which the row can be taken. */
    private static ProbedLine before(Transition row) {
        return switch (row) {
            case UNKNOWN_ANSWERED, UNKNOWN_DEAD, UNKNOWN_UNPROBED -> ProbedLine.of(ONE);
            case UP_ROUND_LOST, UP_SILENT, RETARGETED -> ProbedLine.up(ONE);
            case FACT_LOST -> ProbedLine.up(ONE);
            case SUSPECT_ANSWERED, SUSPECT_DEAD, SUSPECT_UNPROBED ->
                ProbedLine.up(ONE).silent().runInto(UplinkState.SUSPECT);
            case DOWN_RETRACTED -> ProbedLine.up(ONE).answering(800).runInto(UplinkState.DOWN);
            case DOWN_ACQUITTED, DOWN_ANSWERED ->
                ProbedLine.up(ONE).silent().runInto(UplinkState.DOWN).run(2_000);
            case DOWN_FACTS_BACK, DOWN_UNPROBED -> ProbedLine.up(ONE).lose("no carrier");
            case DOWN_DEAD -> ProbedLine.up(ONE).silent().lose("no carrier").regainFacts();
            case PROVING_RETRACTED -> provingBesidesALateAnswer();
            case PROVING_ROUND_LOST, PROVING_ANSWERED, PROVING_DEAD, PROVING_ACCEPTED ->
                ProbedLine.reviving(ONE).runInto(UplinkState.PROVING);
            case PROVING_REPEATED ->
                ProbedLine.reviving(ONE).run(1_000).loseOneRound().run(500).loseOneRound();
            case QUALITY_LOST -> ProbedLine.up(CHOOSY);
            case QUALITY_REGAINED -> ProbedLine.up(CHOOSY).answering(400).runInto(UplinkState.DEGRADED);
        };
    }

    /** What then takes it, at once or in time. */
    private static ProbedLine event(Transition row, ProbedLine line) {
        return switch (row) {
            case UNKNOWN_ANSWERED, DOWN_RETRACTED, DOWN_DEAD, PROVING_ANSWERED, PROVING_ACCEPTED, PROVING_REPEATED ->
                line;
            case UNKNOWN_DEAD, UP_ROUND_LOST, SUSPECT_DEAD, PROVING_ROUND_LOST, PROVING_DEAD -> line.silent();
            case UNKNOWN_UNPROBED, SUSPECT_UNPROBED, RETARGETED -> line.retarget(List.of());
            case UP_SILENT -> line.suspect();
            case SUSPECT_ANSWERED, DOWN_ANSWERED -> line.answering(10);
            case DOWN_ACQUITTED -> line.excuse().answering(10);
            case DOWN_FACTS_BACK -> line.regainFacts();
            case DOWN_UNPROBED -> line.retarget(List.of()).regainFacts();
            case PROVING_RETRACTED -> line.answerLate();
            case FACT_LOST -> line.lose("no carrier");
            case QUALITY_LOST -> line.answering(400);
            case QUALITY_REGAINED -> line.answering(10);
        };
    }

    /** One answer to a probe from after the verdict, and then one to a probe from before it. */
    private static ProbedLine provingBesidesALateAnswer() {
        ProbedLine line = ProbedLine.up(ONE).silent().runInto(UplinkState.DOWN).answering(10);
        return line.runInto(UplinkState.PROVING);
    }

    @Test
    void a_suspicion_of_one_that_is_not_up_or_not_probed_changes_nothing() {
        Health down = ProbedLine.up(ONE).silent().runInto(UplinkState.DOWN).health();
        assertThat(HealthPolicy.suspected(down, "silent", 0)).isSameAs(down);
        Health unprobed = HealthPolicy.start(List.of(), Optional.empty(), 0);
        assertThat(HealthPolicy.suspected(unprobed, "silent", 0)).isSameAs(unprobed);
    }

    @Test
    void only_one_that_is_down_by_its_probes_can_be_excused() {
        Health up = ProbedLine.up(ONE).health();
        assertThat(HealthPolicy.excused(up, true)).isSameAs(up);
        Health byFact = ProbedLine.up(ONE).lose("no carrier").health();
        assertThat(HealthPolicy.excused(byFact, true)).isSameAs(byFact);
        Health down = ProbedLine.up(ONE).silent().runInto(UplinkState.DOWN).health();
        assertThat(HealthPolicy.excused(down, true)).isNotEqualTo(down).matches(Health::excused);
        assertThat(HealthPolicy.excused(HealthPolicy.excused(down, true), false))
                .isEqualTo(down);
    }

    @Test
    void an_acquitted_one_needs_no_hold_up_and_has_not_flapped() {
        ProbedLine line = ProbedLine.up(ONE)
                .silent()
                .run(30_000)
                .excuse()
                .forgetHistory()
                .answering(10)
                .run(1_100);

        assertThat(line.states()).containsExactly("down", "up");
        assertThat(line.health().flaps()).isEmpty();
        assertThat(line.health().excused()).isFalse();
    }

    @Test
    void one_that_carried_while_it_proved_itself_has_to_go_on_proving() {
        ProbedLine line = ProbedLine.up(ONE)
                .silent()
                .run(5_000)
                .answering(10)
                .run(2_000)
                .silent()
                .run(3_000)
                .excuse()
                .forgetHistory()
                .answering(10)
                .run(1_100);

        assertThat(line.states()).containsExactly("down", "proving");
    }

    @Test
    void a_suspicion_from_outside_is_decided_by_five_fast_probes() {
        ProbedLine line = ProbedLine.up(ONE).run(200).forgetHistory();
        long began = line.nowMillis();
        line.silent().suspect().run(2_000);

        assertThat(line.states()).containsExactly("up", "suspect", "down");
        assertThat(line.firstMillis(UplinkState.DOWN) - began).isBetween(500L, 515L);
        ProbedLine innocent =
                ProbedLine.up(ONE).run(200).forgetHistory().suspect().run(2_000);
        assertThat(innocent.states()).containsExactly("up", "suspect", "up");
        assertThat(innocent.fastRounds()).isEqualTo(1);
    }

    @Test
    void streaks_count_rounds_of_one_kind() {
        ProbedLine line = ProbedLine.up(ONE);
        assertThat(line.health().streak()).isGreaterThanOrEqualTo(5);
        assertThat(line.silent().runInto(UplinkState.SUSPECT).health().streak()).isEqualTo(-1);
        assertThat(line.runInto(UplinkState.DOWN).health().streak()).isEqualTo(-6);
        assertThat(line.answering(10).runInto(UplinkState.PROVING).health().streak())
                .isEqualTo(1);
        assertThat(line.health().lastFall()).map(Fall::reason).contains("no answer from 192.0.2.53");
    }
}
