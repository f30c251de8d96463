package dev.multipath.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.core.Happening.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JournalTest {
    private final Journal journal = new Journal();

    private static Happening said(String text) {
        return Happening.of(new Effect.Say(1, false, text));
    }

    @Test
    void the_last_thousand_are_kept_and_numbered_without_gaps() {
        for (int i = 1; i <= 1_234; i++) {
            journal.accept(said("number " + i));
        }
        List<Journal.Entry> kept = journal.after(0);
        assertThat(kept).hasSize(Journal.CAPACITY);
        assertThat(kept.get(0).number()).isEqualTo(235);
        assertThat(kept.get(0).happening().text()).isEqualTo("number 235");
        assertThat(journal.after(1_230))
                .extracting(Journal.Entry::number)
                .containsExactly(1_231L, 1_232L, 1_233L, 1_234L);
        assertThat(journal.after(1_234)).isEmpty();
    }

    @Test
    void a_huge_plan_is_cut_and_says_so() {
        List<String> changes =
                IntStream.range(0, 5_000).mapToObj(i -> "ip route add " + i).toList();
        journal.accept(new Happening(3, Kind.PLAN, "", "", "", "", "5000 changes", changes));
        assertThat(journal.after(0).get(0).happening().changes())
                .hasSize(Journal.MAX_CHANGES + 1)
                .endsWith("and 4800 more");
    }

    @Test
    void text_has_a_line_for_each_and_what_was_changed_below() {
        Happening plan = new Happening(
                12, Kind.PLAN, "", "", "", "", "1 change to routes and rules", List.of("ip rule add …  # why"));
        String text = EventText.render(
                List.of(new Journal.Entry(1, Instant.parse("2026-11-23T12:00:00.007Z"), plan)), ZoneId.of("UTC"));
        assertThat(text).isEqualTo("""
            2026-11-23 12:00:00.007 event=12 1 change to routes and rules
                ip rule add …  # why
            """);
    }
}
