package dev.multipath.netlink.model.nftables;

/**
 * Which kind of header or option: {@code NFTA_EXTHDR_OP}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record ExthdrOp(long value) {
    /** IPv6 extension headers. */
    public static final ExthdrOp IPV6 = new ExthdrOp(0);
    /** TCP options. */
    public static final ExthdrOp TCPOPT = new ExthdrOp(1);
    /** IPv4 options. */
    public static final ExthdrOp IPV4 = new ExthdrOp(2);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public ExthdrOp {
        Bounds.u32(value, "exthdr op");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "ipv6", "tcpopt", "ipv4", "sctp", "dccp");
    }
}
