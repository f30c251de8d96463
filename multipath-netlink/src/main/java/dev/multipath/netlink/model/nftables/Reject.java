package dev.multipath.netlink.model.nftables;

/**
 * Drops the packet and tells its sender.
 *
 * @param type {@code NFT_REJECT_*}: 0 ICMP of the family, 1 TCP reset, 2 ICMP of IPv4 or IPv6 alike
 * @param code the ICMP code
 */
public record Reject(long type, int code) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Reject {
        Bounds.u32(type, "type");
        Bounds.u8(code, "code");
    }

    @Override
    public String name() {
        return "reject";
    }

    @Override
    public String toString() {
        return "[ reject type " + type + " code " + code + " ]";
    }
}
