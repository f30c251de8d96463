package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of verdicts: {@code NFTA_VERDICT_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaVerdict {
    public static final int NFTA_VERDICT_CODE = 1;
    public static final int NFTA_VERDICT_CHAIN = 2;
    public static final int NFTA_VERDICT_CHAIN_ID = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names("NFTA_VERDICT_", "CODE", "CHAIN", "CHAIN_ID");

    private NftaVerdict() {}
}
