package dev.multipath.netlink.model.nftables;

/**
 * What a look into the routing tables brings: {@code NFTA_FIB_RESULT}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record FibResult(long value) {
    /** Index of the interface. */
    public static final FibResult OIF = new FibResult(1);
    /** Name of the interface. */
    public static final FibResult OIFNAME = new FibResult(2);
    /** Type of the address, {@code RTN_*}. */
    public static final FibResult ADDRTYPE = new FibResult(3);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public FibResult {
        Bounds.u32(value, "fib result");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "unspec", "oif", "oifname", "type");
    }
}
