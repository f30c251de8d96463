package dev.multipath.netlink.model;

/**
 * An IPv6 flow label (RFC 6437) and the bits of it that count: {@code FRA_FLOWLABEL} / {@code FRA_FLOWLABEL_MASK}.
 *
 * @param value 0..0xfffff
 * @param mask 0..0xfffff; the kernel refuses a value with bits outside it
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>, linux/fib_rules.h
 */
public record FlowLabel(int value, int mask) {
    /** Every bit. */
    public static final int ALL_BITS = 0xf_ffff;

    /** @throws IllegalArgumentException outside 0..0xfffff */
    public FlowLabel {
        OpenNumber.check(value, ALL_BITS, "flow label");
        OpenNumber.check(mask, ALL_BITS, "flow label mask");
    }

    /** Every bit counts. */
    public static FlowLabel exactly(int value) {
        return new FlowLabel(value, ALL_BITS);
    }

    /** As {@code ip rule} takes it: {@code VALUE[/MASK]}, in hex. */
    @Override
    public String toString() {
        String text = "0x" + Integer.toHexString(value);
        return mask == ALL_BITS ? text : text + "/0x" + Integer.toHexString(mask);
    }
}
