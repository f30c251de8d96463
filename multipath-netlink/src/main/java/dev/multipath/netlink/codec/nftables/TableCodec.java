package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaTable.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalLong;

/** Tables: {@code struct nfgenmsg} and {@code NFTA_TABLE_*}. */
public final class TableCodec {
    private TableCodec() {}

    /** Reads the table the message is about. */
    public static NfTable decode(MessageReader message) throws DecodeException {
        NfFamily family = Nft.family(message);
        String name = "";
        long flags = 0;
        ByteString userData = NfUserData.NONE;
        OptionalLong handle = OptionalLong.empty();
        OptionalLong owner = OptionalLong.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NFTA_TABLE_NAME -> name = in.string();
                case NFTA_TABLE_FLAGS -> flags = NetworkOrder.be32(in);
                case NFTA_TABLE_USERDATA -> userData = ByteString.of(in.bytes());
                case NFTA_TABLE_HANDLE -> handle = OptionalLong.of(NetworkOrder.be64(in));
                case NFTA_TABLE_OWNER -> owner = OptionalLong.of(NetworkOrder.be32(in));
                case NFTA_TABLE_USE, NFTA_TABLE_PAD -> {}
                default -> unknown.keep(in);
            }
        }
        return new NfTable(new NfTableKey(family, name), flags, userData, handle, owner, unknown.toUnknown());
    }

    /** Writes header and attributes as the kernel reports the table, but for how often it is used. */
    public static void encode(NfTable table, MessageWriter message) {
        encodeRequest(table, message);
        AttributeWriter out = message.attributes();
        table.handle().ifPresent(handle -> out.be64(NFTA_TABLE_HANDLE, handle));
        table.owner().ifPresent(owner -> out.be32(NFTA_TABLE_OWNER, (int) owner));
    }

    /** Writes header and attributes as a request to make the table, or to change its flags. */
    public static void encodeRequest(NfTable table, MessageWriter message) {
        encodeKey(table.key(), message);
        AttributeWriter out = message.attributes();
        out.be32(NFTA_TABLE_FLAGS, (int) table.flags());
        if (table.userData().length() > 0) {
            out.bytes(NFTA_TABLE_USERDATA, table.userData().toBytes());
        }
        RawAttributes.write(out, table.unknown());
    }

    /** Writes header and attributes as a request about the table of this name. */
    public static void encodeKey(NfTableKey key, MessageWriter message) {
        Nft.header(message, key.family());
        message.attributes().string(NFTA_TABLE_NAME, key.name());
    }
}
