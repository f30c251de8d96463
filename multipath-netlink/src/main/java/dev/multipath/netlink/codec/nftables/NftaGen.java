package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of generations: {@code NFTA_GEN_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaGen {
    public static final int NFTA_GEN_ID = 1;
    public static final int NFTA_GEN_PROC_PID = 2;
    public static final int NFTA_GEN_PROC_NAME = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names("NFTA_GEN_", "ID", "PROC_PID", "PROC_NAME");

    private NftaGen() {}
}
