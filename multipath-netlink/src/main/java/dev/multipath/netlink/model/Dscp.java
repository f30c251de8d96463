package dev.multipath.netlink.model;

/**
 * A differentiated services code point (RFC 2474) and the bits of it that count: {@code FRA_DSCP} / {@code FRA_DSCP_MASK}.
 * Unlike {@code tos} it counts all six bits, and 0 is a real match.
 *
 * @param value 0..63; 46 is expedited forwarding
 * @param mask 0..63; the kernel refuses a value with bits outside it
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>, linux/fib_rules.h
 */
public record Dscp(int value, int mask) {
    /** Every bit. */
    public static final int ALL_BITS = 0x3f;

    /** @throws IllegalArgumentException outside 0..63 */
    public Dscp {
        OpenNumber.check(value, ALL_BITS, "dscp");
        OpenNumber.check(mask, ALL_BITS, "dscp mask");
    }

    /** Every bit counts. */
    public static Dscp exactly(int value) {
        return new Dscp(value, ALL_BITS);
    }

    /** As {@code ip rule} takes it: {@code VALUE[/MASK]}, in hex. */
    @Override
    public String toString() {
        String text = "0x" + Integer.toHexString(value);
        return mask == ALL_BITS ? text : text + "/0x" + Integer.toHexString(mask);
    }
}
