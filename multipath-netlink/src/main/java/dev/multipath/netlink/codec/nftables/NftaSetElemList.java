package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of lists of elements: {@code NFTA_SET_ELEM_LIST_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaSetElemList {
    public static final int NFTA_SET_ELEM_LIST_TABLE = 1;
    public static final int NFTA_SET_ELEM_LIST_SET = 2;
    public static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    public static final int NFTA_SET_ELEM_LIST_SET_ID = 4;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names("NFTA_SET_ELEM_LIST_", "TABLE", "SET", "ELEMENTS", "SET_ID")
            .with(NFTA_SET_ELEM_LIST_ELEMENTS, NftaSetElem.LIST);

    private NftaSetElemList() {}
}
