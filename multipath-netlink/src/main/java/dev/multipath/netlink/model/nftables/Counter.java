package dev.multipath.netlink.model.nftables;

/**
 * Counts.
 *
 * @param packets so far
 * @param bytes so far
 */
public record Counter(long packets, long bytes) implements Expression {
    /** A new one. */
    public static final Counter ZERO = new Counter(0, 0);

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String toString() {
        return "[ counter pkts " + packets + " bytes " + bytes + " ]";
    }
}
