package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of chains: {@code NFTA_CHAIN_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaChain {
    public static final int NFTA_CHAIN_TABLE = 1;
    public static final int NFTA_CHAIN_HANDLE = 2;
    public static final int NFTA_CHAIN_NAME = 3;
    public static final int NFTA_CHAIN_HOOK = 4;
    public static final int NFTA_CHAIN_POLICY = 5;
    public static final int NFTA_CHAIN_USE = 6;
    public static final int NFTA_CHAIN_TYPE = 7;
    public static final int NFTA_CHAIN_COUNTERS = 8;
    public static final int NFTA_CHAIN_PAD = 9;
    public static final int NFTA_CHAIN_FLAGS = 10;
    public static final int NFTA_CHAIN_ID = 11;
    public static final int NFTA_CHAIN_USERDATA = 12;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names(
                    "NFTA_CHAIN_",
                    "TABLE",
                    "HANDLE",
                    "NAME",
                    "HOOK",
                    "POLICY",
                    "USE",
                    "TYPE",
                    "COUNTERS",
                    "PAD",
                    "FLAGS",
                    "ID",
                    "USERDATA")
            .with(NFTA_CHAIN_HOOK, NftaHook.NAMES);

    private NftaChain() {}
}
