package dev.multipath.netlink.model.nftables;

/**
 * What the route of a packet says: {@code NFTA_RT_KEY}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record RtKey(long value) {
    /** Its realm. */
    public static final RtKey CLASSID = new RtKey(0);
    /** The gateway, IPv4. */
    public static final RtKey NEXTHOP4 = new RtKey(1);
    /** The gateway, IPv6. */
    public static final RtKey NEXTHOP6 = new RtKey(2);
    /** The largest TCP segment for it, 16 bits in the machine's order. */
    public static final RtKey TCPMSS = new RtKey(3);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public RtKey {
        Bounds.u32(value, "rt key");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "classid", "nexthop", "nexthop", "mtu", "ipsec");
    }
}
