package dev.multipath.agent.explain;

import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** Numbers in attributes the model keeps raw: of 1, 2 or 4 bytes, in the order of this machine. */
final class RawNumber {
    /** {@code NLA_TYPE_MASK}. */
    private static final int TYPE_MASK = 0x3fff;

    private RawNumber() {}

    static OptionalLong of(UnknownAttributes attributes, int type) {
        for (RawAttribute attribute : attributes.attributes()) {
            if (type(attribute) == type) {
                return of(attribute.payload());
            }
        }
        return OptionalLong.empty();
    }

    static int type(RawAttribute attribute) {
        return attribute.type() & TYPE_MASK;
    }

    private static OptionalLong of(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder());
        return switch (payload.length) {
            case 1 -> OptionalLong.of(bytes.get() & 0xffL);
            case 2 -> OptionalLong.of(bytes.getShort() & 0xffffL);
            case 4 -> OptionalLong.of(bytes.getInt() & 0xffff_ffffL);
            default -> OptionalLong.empty();
        };
    }
}
