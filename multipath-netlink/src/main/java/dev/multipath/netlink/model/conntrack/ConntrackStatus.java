package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.OpenNumber;

/**
 * What became of a connection so far: {@code CTA_STATUS}, bits {@code IPS_*}; open-ended.
 *
 * @param bits 0..2³²−1
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_conntrack_common.h">linux/netfilter/nf_conntrack_common.h</a>
 */
public record ConntrackStatus(long bits) {
    /** {@code IPS_EXPECTED}: another connection announced it. */
    public static final long EXPECTED = 1;
    /** {@code IPS_SEEN_REPLY}: packets went both ways. */
    public static final long SEEN_REPLY = 1 << 1;
    /** {@code IPS_ASSURED}: not dropped early where the table is full. */
    public static final long ASSURED = 1 << 2;
    /** {@code IPS_CONFIRMED}: its first packet left the machine. */
    public static final long CONFIRMED = 1 << 3;
    /** {@code IPS_SRC_NAT}: its source is translated. */
    public static final long SRC_NAT = 1 << 4;
    /** {@code IPS_DST_NAT}: its destination is translated. */
    public static final long DST_NAT = 1 << 5;
    /** {@code IPS_DYING}: on its way out. */
    public static final long DYING = 1 << 9;
    /** {@code IPS_FIXED_TIMEOUT}: its time is not prolonged. */
    public static final long FIXED_TIMEOUT = 1 << 10;
    /** {@code IPS_OFFLOAD}: a flow table forwards it. */
    public static final long OFFLOAD = 1 << 14;
    /** {@code IPS_HW_OFFLOAD}: hardware forwards it. */
    public static final long HW_OFFLOAD = 1 << 15;

    /** @throws IllegalArgumentException for more than 32 bits */
    public ConntrackStatus {
        OpenNumber.check(bits, 0xffff_ffffL, "status");
    }

    /** Whether all of these bits are set. */
    public boolean has(long wanted) {
        return (bits & wanted) == wanted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConntrackStatus that && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(bits);
    }
}
