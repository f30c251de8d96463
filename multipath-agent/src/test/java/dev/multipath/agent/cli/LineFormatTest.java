package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LineFormatTest {

    private static LogRecord record(Level level, String text) {
        LogRecord record = new LogRecord(level, text);
        record.setInstant(LocalDateTime.of(2026, 11, 23, 9, 5, 7, 42_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        return record;
    }

    @Test
    void a_person_reads_local_time_and_level() {
        assertThat(LineFormat.HUMAN.format(record(Level.INFO, "started"))).isEqualTo("09:05:07.042 INFO  started\n");
        assertThat(LineFormat.HUMAN.format(record(Level.WARNING, "late"))).isEqualTo("09:05:07.042 WARN  late\n");
        assertThat(LineFormat.HUMAN.format(record(Level.SEVERE, "bad"))).isEqualTo("09:05:07.042 ERROR bad\n");
        assertThat(LineFormat.HUMAN.format(record(Level.FINE, "detail"))).isEqualTo("09:05:07.042 DEBUG detail\n");
    }

    @Test
    void the_journal_reads_priorities() {
        assertThat(LineFormat.JOURNAL.format(record(Level.SEVERE, "a"))).isEqualTo("<3>a\n");
        assertThat(LineFormat.JOURNAL.format(record(Level.WARNING, "a"))).isEqualTo("<4>a\n");
        assertThat(LineFormat.JOURNAL.format(record(Level.INFO, "a"))).isEqualTo("<6>a\n");
        assertThat(LineFormat.JOURNAL.format(record(Level.FINE, "a"))).isEqualTo("<7>a\n");
    }

    @Test
    void every_line_has_the_prefix_those_of_a_stack_trace_too() {
        LogRecord record = record(Level.WARNING, "two\nlines");
        record.setThrown(new IllegalStateException("outer", new IOException("inner")));
        String text = LineFormat.JOURNAL.format(record);
        assertThat(text.lines()).allMatch(line -> line.startsWith("<4>"));
        assertThat(text).contains("IllegalStateException: outer").contains("<4>caused by java.io.IOException: inner");
    }
}
