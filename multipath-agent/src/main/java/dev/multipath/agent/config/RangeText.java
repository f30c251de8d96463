package dev.multipath.agent.config;

import dev.multipath.netlink.model.NumberRange;
import java.util.Optional;

/** A number or a range of numbers as text: {@code 5060} or {@code 5060-5061}. */
final class RangeText {
    private static final int MAX_DIGITS = 10;
    private static final long MAX = 0xffff_ffffL;

    private RangeText() {}

    static Optional<NumberRange> parse(String text) {
        int dash = text.indexOf('-');
        long first = number(dash < 0 ? text : text.substring(0, dash));
        long last = dash < 0 ? first : number(text.substring(dash + 1));
        return first < 0 || last < first ? Optional.empty() : Optional.of(new NumberRange(first, last));
    }

    /** Below 0 for what is none. */
    private static long number(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : -1;
        return number > MAX ? -1 : number;
    }
}
