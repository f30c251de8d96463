package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of rules: {@code NFTA_RULE_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaRule {
    public static final int NFTA_RULE_TABLE = 1;
    public static final int NFTA_RULE_CHAIN = 2;
    public static final int NFTA_RULE_HANDLE = 3;
    public static final int NFTA_RULE_EXPRESSIONS = 4;
    public static final int NFTA_RULE_COMPAT = 5;
    public static final int NFTA_RULE_POSITION = 6;
    public static final int NFTA_RULE_USERDATA = 7;
    public static final int NFTA_RULE_PAD = 8;
    public static final int NFTA_RULE_ID = 9;
    public static final int NFTA_RULE_POSITION_ID = 10;
    public static final int NFTA_RULE_CHAIN_ID = 11;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names(
                    "NFTA_RULE_",
                    "TABLE",
                    "CHAIN",
                    "HANDLE",
                    "EXPRESSIONS",
                    "COMPAT",
                    "POSITION",
                    "USERDATA",
                    "PAD",
                    "ID",
                    "POSITION_ID",
                    "CHAIN_ID")
            .with(NFTA_RULE_EXPRESSIONS, NftaExpr.LIST);

    private NftaRule() {}
}
