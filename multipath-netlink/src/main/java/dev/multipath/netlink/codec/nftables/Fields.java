package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.model.nftables.NfData;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The attributes of one expression, by number. */
final class Fields {
    /** The position of each attribute; null where it is not there. */
    private final @Nullable AttributeReader[] found;

    private boolean foreign;

    private Fields(int count) {
        found = new AttributeReader[count + 1];
    }

    /** Reads the attributes of an expression to their end. */
    static Fields read(AttributeReader data, Names names) throws DecodeException {
        Fields fields = new Fields(names.count());
        AttributeReader in = data.nested(names);
        while (in.next()) {
            int type = in.type();
            if (names.name(type).endsWith("_PAD")) {
                continue;
            }
            if (type == 0 || type > names.count()) {
                fields.foreign = true;
                continue;
            }
            fields.found[type] = in.here();
        }
        return fields;
    }

    /** None, of an expression without data. */
    static Fields none(Names names) {
        return new Fields(names.count());
    }

    /**
     * Whether these attributes are there, no others but those allowed, and none without a name.
     *
     * @param required by number
     * @param allowed by number, besides
     */
    boolean are(int[] required, int... allowed) {
        if (foreign) {
            return false;
        }
        int wanted = 0;
        for (int type : required) {
            wanted |= 1 << type;
        }
        int possible = wanted;
        for (int type : allowed) {
            possible |= 1 << type;
        }
        int present = 0;
        for (int type = 1; type < found.length; type++) {
            present |= found[type] == null ? 0 : 1 << type;
        }
        return (present & wanted) == wanted && (present & ~possible) == 0;
    }

    static int[] required(int... types) {
        return types;
    }

    boolean has(int type) {
        return found[type] != null;
    }

    private AttributeReader at(int type) {
        AttributeReader at = found[type];
        if (at == null) {
            throw new IllegalStateException("attribute " + type + " was not asked for");
        }
        return at;
    }

    int u8(int type) throws DecodeException {
        return at(type).u8();
    }

    int be16(int type) throws DecodeException {
        at(type).requireLength(2);
        return at(type).be16At(0);
    }

    long be32(int type) throws DecodeException {
        at(type).requireLength(4);
        return at(type).be32At(0) & 0xffff_ffffL;
    }

    /** 0 where it is not there. */
    long be32OrZero(int type) throws DecodeException {
        return has(type) ? be32(type) : 0;
    }

    OptionalLong maybeBe32(int type) throws DecodeException {
        return has(type) ? OptionalLong.of(be32(type)) : OptionalLong.empty();
    }

    /** A number that fits an int as lengths do. */
    int length(int type) throws DecodeException {
        long value = be32(type);
        if (value > 0xffff) {
            throw at(type).error("length " + value);
        }
        return (int) value;
    }

    long be64(int type) throws DecodeException {
        at(type).requireLength(8);
        return at(type).be64At(0);
    }

    String string(int type) {
        return at(type).string();
    }

    NfRegister register(int type) throws DecodeException {
        long number = be32(type);
        if (number > Integer.MAX_VALUE) {
            throw at(type).error("register " + number);
        }
        return new NfRegister((int) number);
    }

    Optional<NfRegister> maybeRegister(int type) throws DecodeException {
        return has(type) ? Optional.of(register(type)) : Optional.empty();
    }

    /** A value, or null where the data are something else. */
    @Nullable
    NfValue value(int type) throws DecodeException {
        return DataCodec.decode(at(type)) instanceof NfValue value ? value : null;
    }

    @Nullable
    NfData data(int type) throws DecodeException {
        return DataCodec.decode(at(type));
    }
}
