package dev.multipath.netlink.model.nftables;

/**
 * Goes on only so often.
 *
 * @param rate how often in that time
 * @param unit seconds
 * @param burst how many more at once
 * @param bytes counts bytes, not packets
 * @param over goes on only if it is more
 */
public record Limit(long rate, long unit, long burst, boolean bytes, boolean over) implements Expression {
    private static final int DEFAULT_BURST = 5;

    /**
     * A burst of no packets is one of 5, as the kernel has it.
     *
     * @throws IllegalArgumentException for a number its field does not hold
     */
    public Limit {
        Bounds.u32(burst, "burst");
        if (burst == 0 && !bytes) {
            burst = DEFAULT_BURST;
        }
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public String toString() {
        return "[ limit rate " + rate + "/" + unit + "s burst " + burst + (bytes ? " bytes" : " packets")
                + (over ? " over ]" : " ]");
    }
}
