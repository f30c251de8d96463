package dev.multipath.netlink.model.nftables;

/**
 * How two values are compared, byte by byte as the network orders them: {@code NFTA_CMP_OP}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record CmpOp(long value) {
    /** Equal. */
    public static final CmpOp EQ = new CmpOp(0);
    /** Not equal. */
    public static final CmpOp NEQ = new CmpOp(1);
    /** Less. */
    public static final CmpOp LT = new CmpOp(2);
    /** Less or equal. */
    public static final CmpOp LTE = new CmpOp(3);
    /** Greater. */
    public static final CmpOp GT = new CmpOp(4);
    /** Greater or equal. */
    public static final CmpOp GTE = new CmpOp(5);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public CmpOp {
        Bounds.u32(value, "comparison");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "eq", "neq", "lt", "lte", "gt", "gte");
    }
}
