package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaSet.*;
import static dev.multipath.netlink.codec.nftables.NftaSetDesc.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/** Sets and maps without their elements: {@code struct nfgenmsg} and {@code NFTA_SET_*}. */
public final class SetCodec {
    private SetCodec() {}

    /** Reads the set the message is about; it has no elements yet. */
    public static NfSet decode(MessageReader message) throws DecodeException {
        SetDraft draft = new SetDraft(Nft.family(message));
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NftaSet.NAMES);
        while (in.next()) {
            try {
                draft.accept(in);
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        return draft.toSet();
    }

    /** Writes header and attributes as the kernel reports the set. */
    public static void encode(NfSet set, MessageWriter message) {
        encodeRequest(set, SetReference.named(set.name()), message);
        set.handle().ifPresent(handle -> message.attributes().be64(NFTA_SET_HANDLE, handle));
    }

    /** Writes header and attributes as a request to make the set. */
    public static void encodeRequest(NfSet set, SetReference reference, MessageWriter message) {
        encodeKey(set.table(), reference.name(), message);
        AttributeWriter out = message.attributes();
        out.be32(NFTA_SET_FLAGS, (int) set.flags());
        type(NFTA_SET_KEY_TYPE, NFTA_SET_KEY_LEN, set.keyType(), out);
        set.dataType().ifPresent(data -> type(NFTA_SET_DATA_TYPE, NFTA_SET_DATA_LEN, data, out));
        if (set.policy() != 0) {
            out.be32(NFTA_SET_POLICY, (int) set.policy());
        }
        if (reference.id() != 0) {
            out.be32(NFTA_SET_ID, (int) reference.id());
        }
        if (set.size().isPresent() || !set.fields().isEmpty()) {
            description(set, out);
        }
        set.timeout().ifPresent(timeout -> out.be64(NFTA_SET_TIMEOUT, timeout));
        set.gcInterval().ifPresent(interval -> out.be32(NFTA_SET_GC_INTERVAL, (int) interval));
        if (set.userData().length() > 0) {
            out.bytes(NFTA_SET_USERDATA, set.userData().toBytes());
        }
        RawAttributes.write(out, set.unknown());
    }

    /** Writes header and attributes as a request about the set of this name. */
    public static void encodeKey(NfTableKey table, String name, MessageWriter message) {
        encodeKey(table, message);
        message.attributes().string(NFTA_SET_NAME, name);
    }

    /** Writes header and attributes as a request about the sets of a table. */
    public static void encodeKey(NfTableKey table, MessageWriter message) {
        Nft.header(message, table.family());
        message.attributes().string(NFTA_SET_TABLE, table.name());
    }

    private static void type(int typeAttribute, int lengthAttribute, NfType type, AttributeWriter out) {
        out.be32(typeAttribute, (int) type.value());
        out.be32(lengthAttribute, type.length());
    }

    private static void description(NfSet set, AttributeWriter out) {
        int description = out.open(NFTA_SET_DESC | AttributeReader.NESTED);
        set.size().ifPresent(size -> out.be32(NFTA_SET_DESC_SIZE, (int) size));
        if (!set.fields().isEmpty()) {
            int fields = out.open(NFTA_SET_DESC_CONCAT | AttributeReader.NESTED);
            for (int length : set.fields()) {
                int field = out.open(NftaExpr.NFTA_LIST_ELEM | AttributeReader.NESTED);
                out.be32(SetDraft.NFTA_SET_FIELD_LEN, length);
                out.close(field);
            }
            out.close(fields);
        }
        out.close(description);
    }
}
