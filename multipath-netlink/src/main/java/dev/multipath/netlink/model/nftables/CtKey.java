package dev.multipath.netlink.model.nftables;

/**
 * What connection tracking knows of a packet: {@code NFTA_CT_KEY}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record CtKey(long value) {
    /** {@code NFT_CT_STATE}, a bit each: 1 invalid, 2 established, 4 related, 8 new, 64 untracked. */
    public static final CtKey STATE = new CtKey(0);
    /** 0 original, 1 reply: a byte. */
    public static final CtKey DIRECTION = new CtKey(1);
    /** {@code IPS_*} bits. */
    public static final CtKey STATUS = new CtKey(2);
    /** The connection's mark, 32 bits in the machine's order. */
    public static final CtKey MARK = new CtKey(3);
    /** IPv4 or IPv6, a byte. */
    public static final CtKey L3PROTOCOL = new CtKey(7);
    /** Protocol above IP, a byte. */
    public static final CtKey PROTOCOL = new CtKey(10);
    /** Source port, in network order. */
    public static final CtKey PROTO_SRC = new CtKey(11);
    /** Destination port, in network order. */
    public static final CtKey PROTO_DST = new CtKey(12);
    /** 16 bits in the machine's order. */
    public static final CtKey ZONE = new CtKey(17);
    /** IPv4 source. */
    public static final CtKey SRC_IP = new CtKey(19);
    /** IPv4 destination. */
    public static final CtKey DST_IP = new CtKey(20);
    /** IPv6 source. */
    public static final CtKey SRC_IP6 = new CtKey(21);
    /** IPv6 destination. */
    public static final CtKey DST_IP6 = new CtKey(22);
    /** Number of the connection. */
    public static final CtKey ID = new CtKey(23);

    /** {@code NF_CT_STATE_INVALID_BIT}, a bit of {@link #STATE}. */
    public static final int INVALID = 1;
    /** A packet of a connection that was answered. */
    public static final int ESTABLISHED = 2;
    /** A connection, or an error, that another one brought. */
    public static final int RELATED = 4;
    /** The first packets of a connection. */
    public static final int NEW = 8;
    /** {@code NF_CT_STATE_UNTRACKED_BIT}: {@code notrack}. */
    public static final int UNTRACKED = 64;

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public CtKey {
        Bounds.u32(value, "ct key");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(
                value,
                "state",
                "direction",
                "status",
                "mark",
                "secmark",
                "expiration",
                "helper",
                "l3proto",
                "saddr",
                "daddr",
                "protocol",
                "proto-src",
                "proto-dst",
                "label",
                "packets",
                "bytes",
                "avgpkt",
                "zone",
                "event",
                "saddr",
                "daddr",
                "saddr",
                "daddr",
                "id");
    }
}
