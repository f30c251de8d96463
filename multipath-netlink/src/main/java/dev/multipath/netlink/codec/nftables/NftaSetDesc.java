package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of the description of a set: {@code NFTA_SET_DESC_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaSetDesc {
    public static final int NFTA_SET_DESC_SIZE = 1;
    public static final int NFTA_SET_DESC_CONCAT = 2;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names("NFTA_SET_DESC_", "SIZE", "CONCAT");

    private NftaSetDesc() {}
}
