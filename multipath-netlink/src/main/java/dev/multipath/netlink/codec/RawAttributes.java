package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the attributes a decoder keeps raw; makes no list while there are none. */
public final class RawAttributes {
    private @Nullable List<RawAttribute> kept;

    /** Without any yet. */
    public RawAttributes() {}

    /** Keeps the attribute last reached. */
    public void keep(AttributeReader in) {
        keep(raw(in));
    }

    /** The attribute last reached, as it stands. */
    public static RawAttribute raw(AttributeReader in) {
        return RawAttribute.wrap(in.rawType(), in.bytes());
    }

    /** Forgets them, for the next message. */
    void clear() {
        if (kept != null) {
            kept = null;
        }
    }

    /** Keeps this one. */
    public void keep(RawAttribute attribute) {
        if (kept == null) {
            kept = new ArrayList<>(2);
        }
        kept.add(attribute);
    }

    /** Those kept so far, in their order. */
    public UnknownAttributes toUnknown() {
        return kept == null ? UnknownAttributes.NONE : new UnknownAttributes(kept);
    }

    /** A 32-bit number as it would stand on the wire. */
    static RawAttribute u32(int type, long value) {
        byte[] payload = new byte[4];
        NativeOrder.set32(Unpooled.wrappedBuffer(payload), 0, (int) value);
        return RawAttribute.wrap(type, payload);
    }

    /** Writes them back as they were. */
    public static void write(AttributeWriter out, UnknownAttributes unknown) {
        List<RawAttribute> attributes = unknown.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            RawAttribute attribute = attributes.get(i);
            out.bytes(attribute.type(), attribute.payload());
        }
    }

    /** Whether an attribute of this type, flag bits aside, is among them. */
    static boolean contains(UnknownAttributes unknown, int type) {
        List<RawAttribute> attributes = unknown.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            if ((attributes.get(i).type() & AttributeReader.TYPE_MASK) == type) {
                return true;
            }
        }
        return false;
    }
}
