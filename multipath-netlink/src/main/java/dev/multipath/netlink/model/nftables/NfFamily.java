package dev.multipath.netlink.model.nftables;

/**
 * Which packets a table sees: {@code nfgen_family}, {@code NFPROTO_*}. One byte, open-ended; not the numbers of address
 * families, though IPv4, bridge and IPv6 have the same.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Address families</a>
 */
public record NfFamily(int value) {
    /** All of them, in a question. */
    public static final NfFamily UNSPEC = new NfFamily(0);
    /** IPv4 and IPv6 together. */
    public static final NfFamily INET = new NfFamily(1);
    /** IPv4. */
    public static final NfFamily IP = new NfFamily(2);
    /** ARP. */
    public static final NfFamily ARP = new NfFamily(3);
    /** Ingress and egress of a device. */
    public static final NfFamily NETDEV = new NfFamily(5);
    /** What a bridge forwards. */
    public static final NfFamily BRIDGE = new NfFamily(7);
    /** IPv6. */
    public static final NfFamily IP6 = new NfFamily(10);

    /** @throws IllegalArgumentException outside 0..255 */
    public NfFamily {
        Bounds.u8(value, "family");
    }

    /** As {@code nft} names it: {@code "inet"}; a number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "unspec", "inet", "ip", "arp", "", "netdev", "", "bridge", "", "", "ip6");
    }
}
