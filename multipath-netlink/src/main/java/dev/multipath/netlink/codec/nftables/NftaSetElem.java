package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of elements: {@code NFTA_SET_ELEM_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaSetElem {
    public static final int NFTA_SET_ELEM_KEY = 1;
    public static final int NFTA_SET_ELEM_DATA = 2;
    public static final int NFTA_SET_ELEM_FLAGS = 3;
    public static final int NFTA_SET_ELEM_TIMEOUT = 4;
    public static final int NFTA_SET_ELEM_EXPIRATION = 5;
    public static final int NFTA_SET_ELEM_USERDATA = 6;
    public static final int NFTA_SET_ELEM_EXPR = 7;
    public static final int NFTA_SET_ELEM_PAD = 8;
    public static final int NFTA_SET_ELEM_OBJREF = 9;
    public static final int NFTA_SET_ELEM_KEY_END = 10;
    public static final int NFTA_SET_ELEM_EXPRESSIONS = 11;

    /** One of a list. */
    static final int NFTA_LIST_ELEM = 1;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names(
                    "NFTA_SET_ELEM_",
                    "KEY",
                    "DATA",
                    "FLAGS",
                    "TIMEOUT",
                    "EXPIRATION",
                    "USERDATA",
                    "EXPR",
                    "PAD",
                    "OBJREF",
                    "KEY_END",
                    "EXPRESSIONS")
            .with(NFTA_SET_ELEM_KEY, NftaData.NAMES)
            .with(NFTA_SET_ELEM_DATA, NftaData.NAMES)
            .with(NFTA_SET_ELEM_KEY_END, NftaData.NAMES);

    /** Names of a list of elements, for error messages. */
    static final AttributeNames LIST = new Names("NFTA_LIST_", "ELEM").with(NFTA_LIST_ELEM, NAMES);

    private NftaSetElem() {}
}
