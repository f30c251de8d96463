package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of sets and maps: {@code NFTA_SET_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class NftaSet {
    public static final int NFTA_SET_TABLE = 1;
    public static final int NFTA_SET_NAME = 2;
    public static final int NFTA_SET_FLAGS = 3;
    public static final int NFTA_SET_KEY_TYPE = 4;
    public static final int NFTA_SET_KEY_LEN = 5;
    public static final int NFTA_SET_DATA_TYPE = 6;
    public static final int NFTA_SET_DATA_LEN = 7;
    public static final int NFTA_SET_POLICY = 8;
    public static final int NFTA_SET_DESC = 9;
    public static final int NFTA_SET_ID = 10;
    public static final int NFTA_SET_TIMEOUT = 11;
    public static final int NFTA_SET_GC_INTERVAL = 12;
    public static final int NFTA_SET_USERDATA = 13;
    public static final int NFTA_SET_PAD = 14;
    public static final int NFTA_SET_OBJ_TYPE = 15;
    public static final int NFTA_SET_HANDLE = 16;
    public static final int NFTA_SET_EXPR = 17;
    public static final int NFTA_SET_EXPRESSIONS = 18;
    public static final int NFTA_SET_TYPE = 19;
    public static final int NFTA_SET_COUNT = 20;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Names(
                    "NFTA_SET_",
                    "TABLE",
                    "NAME",
                    "FLAGS",
                    "KEY_TYPE",
                    "KEY_LEN",
                    "DATA_TYPE",
                    "DATA_LEN",
                    "POLICY",
                    "DESC",
                    "ID",
                    "TIMEOUT",
                    "GC_INTERVAL",
                    "USERDATA",
                    "PAD",
                    "OBJ_TYPE",
                    "HANDLE",
                    "EXPR",
                    "EXPRESSIONS",
                    "TYPE",
                    "COUNT")
            .with(NFTA_SET_DESC, NftaSetDesc.NAMES);

    private NftaSet() {}
}
