package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;

/** Attributes that are kept as they stand, and numbers in network order. */
final class Kept {
    private final List<RawAttribute> attributes = new ArrayList<>();

    void keep(AttributeReader in) {
        attributes.add(RawAttribute.wrap(in.rawType(), in.bytes()));
    }

    UnknownAttributes toUnknown() {
        return attributes.isEmpty() ? UnknownAttributes.NONE : new UnknownAttributes(attributes);
    }

    static void write(AttributeWriter out, UnknownAttributes unknown) {
        for (RawAttribute attribute : unknown.attributes()) {
            out.bytes(attribute.type(), attribute.payload());
        }
    }

    static long be32(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return in.be32At(0) & 0xffff_ffffL;
    }

    static long be64(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return in.be64At(0);
    }
}
