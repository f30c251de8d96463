package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes by typed keys, read and written as their forms say. What has no key, comes twice, or would not come out as
 * it came in is kept raw.
 */
final class AttributesCodec {
    private AttributesCodec() {}

    /**
     * All of a reader.
     *
     * @param told whether these are attributes the kernel is told; else it says them
     */
    static Attributes read(AttributeReader in, AttributeSet set, boolean told) throws DecodeException {
        Attributes.Builder values = new Attributes.Builder();
        RawAttributes raw = new RawAttributes();
        while (in.next()) {
            accept(in, set, told, values, raw);
        }
        return values.unknown(raw.toUnknown()).build();
    }

    /** The one last reached. */
    static void accept(AttributeReader in, AttributeSet set, boolean told, Attributes.Builder values, RawAttributes raw)
            throws DecodeException {
        Attribute<?> key = set.get(in.type());
        @Nullable Object value = key == null || values.has(key) ? null : FormReader.read(in, key, told);
        if (key == null || value == null) {
            raw.keep(in);
            return;
        }
        try {
            values.put(key, value);
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    /** Typed ones in their order, then the raw ones. */
    static void write(AttributeWriter out, Attributes attributes, boolean told) {
        for (Map.Entry<Attribute<?>, Object> entry : attributes.values().entrySet()) {
            FormWriter.write(out, entry.getKey(), entry.getKey().number(), entry.getValue(), told);
        }
        RawAttributes.write(out, attributes.unknown());
    }
}
