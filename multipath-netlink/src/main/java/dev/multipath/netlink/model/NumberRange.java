package dev.multipath.netlink.model;

/**
 * An inclusive range of ports or user ids in a rule.
 *
 * @param first 0..2³²−1
 * @param last not below {@code first}
 */
public record NumberRange(long first, long last) {
    /** @throws IllegalArgumentException for numbers wider than 32 bits, and for a range that is backwards */
    public NumberRange {
        OpenNumber.check(first, 0xffff_ffffL, "range start");
        OpenNumber.check(last, 0xffff_ffffL, "range end");
        if (first > last) {
            throw new IllegalArgumentException("range " + first + "-" + last + " is backwards");
        }
    }

    /** A single number. */
    public static NumberRange of(long only) {
        return new NumberRange(only, only);
    }

    /** Whether the number lies in it. */
    public boolean contains(long number) {
        return first <= number && number <= last;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "-" + last;
    }
}
