package dev.multipath.agent.status;

import java.time.Duration;
import java.time.Instant;

/** Numbers as a person reads them, the same in every locale. */
final class Quantity {
    private Quantity() {}

    /** {@code 12s}, {@code 3m12s}, {@code 2h05m}, {@code 3d04h}; nothing is negative. */
    static String age(Instant since, Instant now) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + twoDigits(seconds % 3600 / 60) + "m";
        }
        return seconds / 86_400 + "d" + twoDigits(seconds % 86_400 / 3600) + "h";
    }

    /** One decimal: {@code 66.7%}. */
    static String percent(double ratio) {
        long tenths = Math.round(ratio * 1000);
        return tenths / 10 + "." + tenths % 10 + "%";
    }

    /** One decimal below 100: {@code 0.3 ms}, {@code 12.3 ms}, {@code 612 ms}. */
    static String millis(double millis) {
        long tenths = Math.round(millis * 10);
        return tenths < 1000 ? tenths / 10 + "." + tenths % 10 + " ms" : Math.round(millis) + " ms";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
