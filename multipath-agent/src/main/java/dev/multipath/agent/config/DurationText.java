package dev.multipath.agent.config;

import java.time.Duration;
import java.util.Optional;

/** Durations as the file spells them: {@code 250ms}, {@code 1s}, {@code 1m30s}, {@code 1h}. */
final class DurationText {
    static final String EXPECTED = "a duration such as \"250ms\", \"1s\" or \"5m\"";

    /** A week: far more than any of them needs, and far from overflowing anything. */
    static final Duration MAX = Duration.ofDays(7);

    private static final String[] UNITS = {"h", "m", "s", "ms"};
    private static final long[] UNIT_MILLIS = {3_600_000, 60_000, 1_000, 1};
    private static final int MAX_DIGITS = 9;

    private DurationText() {}

    /** Whole numbers with units, each unit once and the larger first; empty for anything else. */
    static Optional<Duration> parse(String text) {
        long millis = 0;
        int unit = -1;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            int letters = at;
            while (at < text.length() && !isDigit(text.charAt(at))) {
                at++;
            }
            int found = unit(text.substring(letters, at));
            if (letters == digits || letters - digits > MAX_DIGITS || found <= unit) {
                return Optional.empty();
            }
            unit = found;
            millis += Long.parseLong(text.substring(digits, letters)) * UNIT_MILLIS[unit];
        }
        return unit < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** The shortest spelling that {@link #parse} reads back. */
    static String of(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            long count = rest / UNIT_MILLIS[i];
            rest %= UNIT_MILLIS[i];
            if (count > 0) {
                out.append(count).append(UNITS[i]);
            }
        }
        return out.toString();
    }

    private static int unit(String name) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
