package dev.multipath.agent.config;

import java.util.OptionalDouble;

/** Shares as the file spells them: {@code 20%}, {@code 2.5%}. */
final class PercentText {
    private static final int MAX_LENGTH = 12;

    private PercentText() {}

    /** The number before the percent sign; empty for anything but digits, with or without a fraction. */
    static OptionalDouble parse(String text) {
        int last = text.length() - 1;
        if (last < 1 || last > MAX_LENGTH || text.charAt(last) != '%') {
            return OptionalDouble.empty();
        }
        int point = -1;
        for (int i = 0; i < last; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return OptionalDouble.empty();
            }
        }
        if (point == 0 || point == last - 1) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text.substring(0, last)));
    }
}
