package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of the data of registers: {@code NFTA_DATA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaData {
    public static final int NFTA_DATA_VALUE = 1;
    public static final int NFTA_DATA_VERDICT = 2;

    /** Names for error messages. */
    public static final AttributeNames NAMES =
            new Names("NFTA_DATA_", "VALUE", "VERDICT").with(NFTA_DATA_VERDICT, NftaVerdict.NAMES);

    private NftaData() {}
}
