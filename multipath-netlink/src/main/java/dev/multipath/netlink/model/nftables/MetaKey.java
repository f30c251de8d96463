package dev.multipath.netlink.model.nftables;

/**
 * What a packet has about it: {@code NFTA_META_KEY}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record MetaKey(long value) {
    /** Bytes, link header excluded, 32 bits. */
    public static final MetaKey LENGTH = new MetaKey(0);
    /** EtherType, 16 bits in network order. */
    public static final MetaKey PROTOCOL = new MetaKey(1);
    /** The traffic class, 32 bits. */
    public static final MetaKey PRIORITY = new MetaKey(2);
    /** The mark, 32 bits in the machine's order. */
    public static final MetaKey MARK = new MetaKey(3);
    /** Index of the interface it came in by. */
    public static final MetaKey IIF = new MetaKey(4);
    /** Index of the interface it goes out by. */
    public static final MetaKey OIF = new MetaKey(5);
    /** Name of the interface it came in by, 16 bytes. */
    public static final MetaKey IIFNAME = new MetaKey(6);
    /** Name of the interface it goes out by, 16 bytes. */
    public static final MetaKey OIFNAME = new MetaKey(7);
    /** User of the socket it is of, 32 bits. */
    public static final MetaKey SKUID = new MetaKey(10);
    /** Group of the socket it is of, 32 bits. */
    public static final MetaKey SKGID = new MetaKey(11);
    /** Whether it is traced, a byte. */
    public static final MetaKey NFTRACE = new MetaKey(12);
    /** IPv4 or IPv6, a byte: see {@link NfFamily}. */
    public static final MetaKey NFPROTO = new MetaKey(15);
    /** Protocol above IP, a byte. */
    public static final MetaKey L4PROTO = new MetaKey(16);
    /** For this machine, broadcast, multicast …: a byte. */
    public static final MetaKey PKTTYPE = new MetaKey(19);
    /** Group of the interface it came in by. */
    public static final MetaKey IIFGROUP = new MetaKey(21);
    /** Group of the interface it goes out by. */
    public static final MetaKey OIFGROUP = new MetaKey(22);
    /** Class of the socket's net_cls cgroup. */
    public static final MetaKey CGROUP = new MetaKey(23);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public MetaKey {
        Bounds.u32(value, "meta key");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(
                value,
                "length",
                "protocol",
                "priority",
                "mark",
                "iif",
                "oif",
                "iifname",
                "oifname",
                "iiftype",
                "oiftype",
                "skuid",
                "skgid",
                "nftrace",
                "rtclassid",
                "secmark",
                "nfproto",
                "l4proto",
                "ibrname",
                "obrname",
                "pkttype",
                "cpu",
                "iifgroup",
                "oifgroup",
                "cgroup",
                "random",
                "secpath",
                "iifkind",
                "oifkind",
                "ibrpvid",
                "ibrvproto",
                "time",
                "day",
                "hour",
                "sdif",
                "sdifname",
                "broute");
    }
}
