package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaSetElem.*;
import static dev.multipath.netlink.codec.nftables.NftaSetElemList.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.NfData;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Elements of a set: {@code struct nfgenmsg}, {@code NFTA_SET_ELEM_LIST_*} and {@code NFTA_SET_ELEM_*}. */
public final class ElementCodec {
    private ElementCodec() {}

    /** Reads the elements in the message. */
    public static List<NfElement> decode(MessageReader message) throws DecodeException {
        Nft.family(message);
        List<NfElement> elements = new ArrayList<>();
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NftaSetElemList.NAMES);
        while (in.next()) {
            if (in.type() == NFTA_SET_ELEM_LIST_ELEMENTS) {
                AttributeReader list = in.nested(LIST);
                while (list.next()) {
                    elements.add(element(list.nested(NftaSetElem.NAMES)));
                }
            }
        }
        return elements;
    }

    private static NfElement element(AttributeReader in) throws DecodeException {
        Optional<NfValue> key = Optional.empty();
        Optional<NfValue> keyEnd = Optional.empty();
        Optional<NfData> data = Optional.empty();
        long flags = 0;
        OptionalLong timeout = OptionalLong.empty();
        OptionalLong expiration = OptionalLong.empty();
        ByteString userData = NfUserData.NONE;
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case NFTA_SET_ELEM_KEY -> key = Optional.of(value(in));
                case NFTA_SET_ELEM_KEY_END -> keyEnd = Optional.of(value(in));
                case NFTA_SET_ELEM_DATA -> data = Optional.of(data(in));
                case NFTA_SET_ELEM_FLAGS -> flags = NetworkOrder.be32(in);
                case NFTA_SET_ELEM_TIMEOUT -> timeout = OptionalLong.of(NetworkOrder.be64(in));
                case NFTA_SET_ELEM_EXPIRATION -> expiration = OptionalLong.of(NetworkOrder.be64(in));
                case NFTA_SET_ELEM_USERDATA -> userData = ByteString.of(in.bytes());
                case NFTA_SET_ELEM_PAD -> {}
                default -> unknown.keep(in);
            }
        }
        return new NfElement(key, keyEnd, data, flags, timeout, expiration, userData, unknown.toUnknown());
    }

    private static NfValue value(AttributeReader in) throws DecodeException {
        if (data(in) instanceof NfValue value) {
            return value;
        }
        throw in.error("a verdict for a key");
    }

    private static NfData data(AttributeReader in) throws DecodeException {
        NfData data = DataCodec.decode(in);
        if (data == null) {
            throw in.error("neither a value nor a verdict");
        }
        return data;
    }

    /** Writes header and attributes about elements of a set. */
    public static void encode(NfTableKey table, SetReference set, List<NfElement> elements, MessageWriter message) {
        encodeKey(table, set.name(), message);
        AttributeWriter out = message.attributes();
        if (set.id() != 0) {
            out.be32(NFTA_SET_ELEM_LIST_SET_ID, (int) set.id());
        }
        int list = out.open(NFTA_SET_ELEM_LIST_ELEMENTS | AttributeReader.NESTED);
        for (NfElement element : elements) {
            int one = out.open(NFTA_LIST_ELEM | AttributeReader.NESTED);
            encode(element, out);
            out.close(one);
        }
        out.close(list);
    }

    /** Writes header and attributes as a request about all elements of a set. */
    public static void encodeKey(NfTableKey table, String set, MessageWriter message) {
        Nft.header(message, table.family());
        AttributeWriter out = message.attributes();
        out.string(NFTA_SET_ELEM_LIST_TABLE, table.name());
        out.string(NFTA_SET_ELEM_LIST_SET, set);
    }

    private static void encode(NfElement element, AttributeWriter out) {
        if (element.flags() != 0) {
            out.be32(NFTA_SET_ELEM_FLAGS, (int) element.flags());
        }
        element.timeout().ifPresent(timeout -> out.be64(NFTA_SET_ELEM_TIMEOUT, timeout));
        element.expiration().ifPresent(left -> out.be64(NFTA_SET_ELEM_EXPIRATION, left));
        element.key().ifPresent(key -> DataCodec.encode(NFTA_SET_ELEM_KEY, key, out));
        element.keyEnd().ifPresent(key -> DataCodec.encode(NFTA_SET_ELEM_KEY_END, key, out));
        element.data().ifPresent(data -> DataCodec.encode(NFTA_SET_ELEM_DATA, data, out));
        if (element.userData().length() > 0) {
            out.bytes(NFTA_SET_ELEM_USERDATA, element.userData().toBytes());
        }
        RawAttributes.write(out, element.unknown());
    }
}
