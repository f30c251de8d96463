package dev.multipath.netlink.model.nftables;

/**
 * What the socket of a packet says: {@code NFTA_SOCKET_KEY}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record SocketKey(long value) {
    /** Whether it may have a foreign address. */
    public static final SocketKey TRANSPARENT = new SocketKey(0);
    /** Its mark. */
    public static final SocketKey MARK = new SocketKey(1);
    /** Whether it is bound to any address. */
    public static final SocketKey WILDCARD = new SocketKey(2);
    /** Id of its cgroup, or of an ancestor of that, 64 bits (Linux 5.13). */
    public static final SocketKey CGROUPV2 = new SocketKey(3);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public SocketKey {
        Bounds.u32(value, "socket key");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "transparent", "mark", "wildcard", "cgroupv2");
    }
}
