package dev.multipath.netlink.model;

/**
 * How a segment routing header gets into a packet: {@code SEG6_IPTUN_MODE_*}, open-ended.
 *
 * @param value 32 bits
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/seg6_iptunnel.h">linux/seg6_iptunnel.h</a>
 */
public record Seg6Mode(long value) {
    /** Put between the IPv6 header and its payload. */
    public static final Seg6Mode INLINE = new Seg6Mode(0);
    /** With an outer IPv6 header around the packet. */
    public static final Seg6Mode ENCAP = new Seg6Mode(1);
    /** With an outer IPv6 header around the whole frame. */
    public static final Seg6Mode L2ENCAP = new Seg6Mode(2);
    /** Like {@link #ENCAP} without the first segment in the header, which is the outer destination. */
    public static final Seg6Mode ENCAP_RED = new Seg6Mode(3);
    /** Like {@link #L2ENCAP}, reduced. */
    public static final Seg6Mode L2ENCAP_RED = new Seg6Mode(4);

    /** @throws IllegalArgumentException outside 0..2³²−1 */
    public Seg6Mode {
        OpenNumber.check(value, 0xffff_ffffL, "segment routing mode");
    }

    /** As {@code ip route} names it. */
    @Override
    public String toString() {
        return switch ((int) value) {
            case 0 -> "inline";
            case 1 -> "encap";
            case 2 -> "l2encap";
            case 3 -> "encap.red";
            case 4 -> "l2encap.red";
            default -> "mode " + value;
        };
    }
}
