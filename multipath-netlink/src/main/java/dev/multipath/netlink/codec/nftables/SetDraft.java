package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaSet.*;
import static dev.multipath.netlink.codec.nftables.NftaSetDesc.*;

import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfType;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A set while its attributes are read, in whatever order they come. */
final class SetDraft {
    static final int NFTA_SET_FIELD_LEN = 1;
    static final AttributeNames FIELD = new Names("NFTA_SET_FIELD_", "LEN");
    private static final AttributeNames FIELDS = new Names("NFTA_LIST_", "ELEM").with(1, FIELD);

    private final NfFamily family;
    private String table = "";
    private String name = "";
    private long flags;
    private long keyType;
    private int keyLength;
    private OptionalLong dataType = OptionalLong.empty();
    private int dataLength;
    private long policy;
    private OptionalLong size = OptionalLong.empty();
    private final List<Integer> fields = new ArrayList<>();
    private OptionalLong timeout = OptionalLong.empty();
    private OptionalLong gcInterval = OptionalLong.empty();
    private ByteString userData = NfUserData.NONE;
    private OptionalLong handle = OptionalLong.empty();
    private final RawAttributes unknown = new RawAttributes();

    SetDraft(NfFamily family) {
        this.family = family;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NFTA_SET_TABLE -> table = in.string();
            case NFTA_SET_NAME -> name = in.string();
            case NFTA_SET_FLAGS -> flags = NetworkOrder.be32(in);
            case NFTA_SET_KEY_TYPE -> keyType = NetworkOrder.be32(in);
            case NFTA_SET_KEY_LEN -> keyLength = length(in);
            case NFTA_SET_DATA_TYPE -> dataType = OptionalLong.of(NetworkOrder.be32(in));
            case NFTA_SET_DATA_LEN -> dataLength = length(in);
            case NFTA_SET_POLICY -> policy = NetworkOrder.be32(in);
            case NFTA_SET_DESC -> description(in.nested(NftaSetDesc.NAMES));
            case NFTA_SET_TIMEOUT -> timeout = OptionalLong.of(NetworkOrder.be64(in));
            case NFTA_SET_GC_INTERVAL -> gcInterval = OptionalLong.of(NetworkOrder.be32(in));
            case NFTA_SET_USERDATA -> userData = ByteString.of(in.bytes());
            case NFTA_SET_HANDLE -> handle = OptionalLong.of(NetworkOrder.be64(in));
            case NFTA_SET_ID, NFTA_SET_PAD, NFTA_SET_TYPE, NFTA_SET_COUNT -> {}
            default -> unknown.keep(in);
        }
    }

    private void description(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case NFTA_SET_DESC_SIZE -> size = OptionalLong.of(NetworkOrder.be32(in));
                case NFTA_SET_DESC_CONCAT -> fields(in.nested(FIELDS));
                default -> throw in.error("unknown attribute of a set's description");
            }
        }
    }

    private void fields(AttributeReader in) throws DecodeException {
        fields.clear();
        while (in.next()) {
            AttributeReader field = in.nested(FIELD);
            while (field.next()) {
                fields.add(length(field));
            }
        }
    }

    private static int length(AttributeReader in) throws DecodeException {
        long length = NetworkOrder.be32(in);
        if (length > Integer.MAX_VALUE) {
            throw in.error("length " + length);
        }
        return (int) length;
    }

    /** The kernel reports the type of verdicts with the length of its own structure, which nobody needs. */
    private Optional<NfType> data() {
        if (dataType.isEmpty()) {
            return Optional.empty();
        }
        long type = dataType.getAsLong();
        return Optional.of(type == NfType.VERDICT.value() ? NfType.VERDICT : new NfType(type, dataLength));
    }

    NfSet toSet() {
        return new NfSet(
                new NfTableKey(family, table),
                name,
                flags,
                new NfType(keyType, keyLength),
                data(),
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                userData,
                handle,
                unknown.toUnknown(),
                List.of());
    }
}
