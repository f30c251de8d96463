package dev.multipath.netlink.model;

/**
 * A firewall mark and the bits of it that count: {@code FRA_FWMARK} / {@code FRA_FWMASK}. A value of 0 is a real match
 * and is written.
 *
 * @param value 0..2³²−1
 * @param mask 0..2³²−1
 */
public record FwMark(long value, long mask) {
    /** @throws IllegalArgumentException for more than 32 bits */
    public FwMark {
        OpenNumber.check(value, 0xffff_ffffL, "fwmark");
        OpenNumber.check(mask, 0xffff_ffffL, "fwmask");
    }

    /** All 32 bits count. */
    public static FwMark exactly(long value) {
        return new FwMark(value, 0xffff_ffffL);
    }

    /** Whether a packet with this mark is meant. */
    public boolean matches(long mark) {
        return ((mark ^ value) & mask) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FwMark that && value == that.value && mask == that.mask;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(value) + Long.hashCode(mask);
    }

    @Override
    public String toString() {
        String text = "0x" + Long.toHexString(value);
        return mask == 0xffff_ffffL ? text : text + "/0x" + Long.toHexString(mask);
    }
}
