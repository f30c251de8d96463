package dev.multipath.netlink.model.nftables;

/**
 * What offsets in a packet count from: {@code NFTA_PAYLOAD_BASE}. Open-ended.
 *
 * @param value 0..2³²−1
 */
public record PayloadBase(long value) {
    /** The link layer's header. */
    public static final PayloadBase LINK = new PayloadBase(0);
    /** The network header. */
    public static final PayloadBase NETWORK = new PayloadBase(1);
    /** The transport header. */
    public static final PayloadBase TRANSPORT = new PayloadBase(2);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public PayloadBase {
        Bounds.u32(value, "payload base");
    }

    /** As {@code nft} names it; the number for one without a name. */
    @Override
    public String toString() {
        return Bounds.name(value, "link", "network", "transport", "inner", "tunnel");
    }
}
