package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/**
 * Numbers of nf_tables messages: {@code NFT_MSG_*}, and what begins and ends a batch of them, {@code NFNL_MSG_BATCH_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_tables.h">linux/netfilter/nf_tables.h</a>
 */
public final class Nft {
    public static final int NFT_MSG_NEWTABLE = 0;
    public static final int NFT_MSG_GETTABLE = 1;
    public static final int NFT_MSG_DELTABLE = 2;
    public static final int NFT_MSG_NEWCHAIN = 3;
    public static final int NFT_MSG_GETCHAIN = 4;
    public static final int NFT_MSG_DELCHAIN = 5;
    public static final int NFT_MSG_NEWRULE = 6;
    public static final int NFT_MSG_GETRULE = 7;
    public static final int NFT_MSG_DELRULE = 8;
    public static final int NFT_MSG_NEWSET = 9;
    public static final int NFT_MSG_GETSET = 10;
    public static final int NFT_MSG_DELSET = 11;
    public static final int NFT_MSG_NEWSETELEM = 12;
    public static final int NFT_MSG_GETSETELEM = 13;
    public static final int NFT_MSG_DELSETELEM = 14;
    public static final int NFT_MSG_NEWGEN = 15;
    public static final int NFT_MSG_GETGEN = 16;

    public static final int NFNL_MSG_BATCH_BEGIN = 16;
    public static final int NFNL_MSG_BATCH_END = 17;
    public static final int NFNL_BATCH_GENID = 1;

    private static final AttributeNames BATCH = new Names("NFNL_BATCH_", "GENID");

    private Nft() {}

    /** {@code nlmsg_type} of an nf_tables message. */
    public static int type(int message) {
        return Nfgenmsg.type(Nfgenmsg.NFNL_SUBSYS_NFTABLES, message);
    }

    /** Where the attributes of a message begin and what they are called. */
    public static MessageLayout layout(int type) {
        return new MessageLayout(Nfgenmsg.HEADER, names(type));
    }

    private static AttributeNames names(int type) {
        if (type == NFNL_MSG_BATCH_BEGIN || type == NFNL_MSG_BATCH_END) {
            return BATCH;
        }
        return switch (type & 0xff) {
            case NFT_MSG_NEWTABLE, NFT_MSG_GETTABLE, NFT_MSG_DELTABLE -> NftaTable.NAMES;
            case NFT_MSG_NEWCHAIN, NFT_MSG_GETCHAIN, NFT_MSG_DELCHAIN -> NftaChain.NAMES;
            case NFT_MSG_NEWRULE, NFT_MSG_GETRULE, NFT_MSG_DELRULE -> NftaRule.NAMES;
            case NFT_MSG_NEWSET, NFT_MSG_GETSET, NFT_MSG_DELSET -> NftaSet.NAMES;
            case NFT_MSG_NEWSETELEM, NFT_MSG_GETSETELEM, NFT_MSG_DELSETELEM -> NftaSetElemList.NAMES;
            default -> AttributeNames.NUMBERS;
        };
    }

    /** Writes {@code struct nfgenmsg}. */
    public static void header(MessageWriter message, NfFamily family) {
        Nfgenmsg.write(message, AddressFamily.of(family.value()), 0);
    }

    static NfFamily family(MessageReader message) throws DecodeException {
        message.requireBody(Nfgenmsg.HEADER, "nfgenmsg");
        return new NfFamily(message.u8(0));
    }

    /**
     * Begins a batch; what follows is carried out as one.
     *
     * @param generation the only one it may be carried out in; negative for any
     */
    public static void begin(MessageWriter message, long generation) {
        Nfgenmsg.write(message, AddressFamily.UNSPEC, Nfgenmsg.NFNL_SUBSYS_NFTABLES);
        if (generation >= 0) {
            message.attributes().be32(NFNL_BATCH_GENID, (int) generation);
        }
    }

    /** Ends a batch. */
    public static void end(MessageWriter message) {
        Nfgenmsg.write(message, AddressFamily.UNSPEC, Nfgenmsg.NFNL_SUBSYS_NFTABLES);
    }
}
