package dev.multipath.netlink.model.nftables;

/**
 * Keeps the packet out of connection tracking.
 */
public record Notrack() implements Expression {
    @Override
    public String name() {
        return "notrack";
    }

    @Override
    public String toString() {
        return "[ notrack ]";
    }
}
