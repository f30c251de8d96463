package dev.multipath.netlink.model;

/**
 * Bits, and which of them count: the others stay as they are when set, and were not asked about when read.
 *
 * @param flags 32 bits
 * @param mask 32 bits
 */
public record ChangedFlags(long flags, long mask) {
    /** Changes none. */
    public static final ChangedFlags NONE = new ChangedFlags(0, 0);

    /** @throws IllegalArgumentException for more than 32 bits */
    public ChangedFlags {
        OpenNumber.check(flags, 0xffff_ffffL, "flags");
        OpenNumber.check(mask, 0xffff_ffffL, "flag mask");
    }

    /** And sets or clears this one. */
    public ChangedFlags with(long flag, boolean on) {
        return new ChangedFlags(on ? flags | flag : flags & ~flag, mask | flag);
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(flags) + "/0x" + Long.toHexString(mask);
    }
}
