package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of expressions: {@code NFTA_EXPR_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaExpr {
    public static final int NFTA_EXPR_NAME = 1;
    public static final int NFTA_EXPR_DATA = 2;

    /** One of a list. */
    static final int NFTA_LIST_ELEM = 1;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names("NFTA_EXPR_", "NAME", "DATA");

    /** Names of a list of expressions, for error messages. */
    static final AttributeNames LIST = new Names("NFTA_LIST_", "ELEM").with(NFTA_LIST_ELEM, NAMES);

    private NftaExpr() {}
}
