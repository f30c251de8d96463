package dev.multipath.agent.cli;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** How a log record becomes lines. */
enum LineFormat {
    /** {@code HH:mm:ss.SSS LEVEL text}, in local time. */
    HUMAN {
        @Override
        String prefix(LogRecord record) {
            Instant instant = record.getInstant();
            LocalTime time = LocalTime.ofInstant(instant, ZoneId.systemDefault());
            StringBuilder out = new StringBuilder(24);
            digits(out, time.getHour(), 10).append(':');
            digits(out, time.getMinute(), 10).append(':');
            digits(out, time.getSecond(), 10).append('.');
            digits(out, time.getNano() / 1_000_000, 100).append(' ');
            return out.append(word(record.getLevel())).append(' ').toString();
        }
    },

    /** {@code <N>text}: the journal has the time, and takes N for the priority. */
    JOURNAL {
        @Override
        String prefix(LogRecord record) {
            int level = record.getLevel().intValue();
            int priority = level >= ERROR ? 3 : level >= WARNING ? 4 : level >= INFO ? 6 : 7;
            return "<" + priority + ">";
        }
    };

    private static final int ERROR = Level.SEVERE.intValue();
    private static final int WARNING = Level.WARNING.intValue();
    private static final int INFO = Level.INFO.intValue();

    abstract String prefix(LogRecord record);

    /** The record as whole lines, each with the prefix: those of a stack trace too. */
    String format(LogRecord record) {
        String prefix = prefix(record);
        StringBuilder out = new StringBuilder();
        lines(out, prefix, String.valueOf(record.getMessage()));
        Throwable thrown = record.getThrown();
        for (int depth = 0; thrown != null && depth < 8; depth++) {
            lines(out, prefix, (depth == 0 ? "" : "caused by ") + thrown);
            for (StackTraceElement frame : thrown.getStackTrace()) {
                lines(out, prefix, "    at " + frame);
            }
            thrown = thrown.getCause();
        }
        return out.toString();
    }

    private static void lines(StringBuilder out, String prefix, String text) {
        for (String line : text.split("\n", -1)) {
            out.append(prefix).append(line).append('\n');
        }
    }

    private static String word(Level level) {
        int value = level.intValue();
        return value >= ERROR ? "ERROR" : value >= WARNING ? "WARN " : value >= INFO ? "INFO " : "DEBUG";
    }

    /** With leading zeros: {@code tens} is the value of the first digit's place. */
    private static StringBuilder digits(StringBuilder out, int number, int tens) {
        for (int place = tens; place > 1 && number < place; place /= 10) {
            out.append('0');
        }
        return out.append(number);
    }
}
