package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of tables: {@code NFTA_TABLE_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaTable {
    public static final int NFTA_TABLE_NAME = 1;
    public static final int NFTA_TABLE_FLAGS = 2;
    public static final int NFTA_TABLE_USE = 3;
    public static final int NFTA_TABLE_HANDLE = 4;
    public static final int NFTA_TABLE_PAD = 5;
    public static final int NFTA_TABLE_USERDATA = 6;
    public static final int NFTA_TABLE_OWNER = 7;

    /** Names for error messages. */
    public static final AttributeNames NAMES =
            new Names("NFTA_TABLE_", "NAME", "FLAGS", "USE", "HANDLE", "PAD", "USERDATA", "OWNER");

    private NftaTable() {}
}
