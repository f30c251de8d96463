package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Netnsa.*;

import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalInt;

/** Namespace ids: {@code struct rtgenmsg} and {@code NETNSA_*}. */
public final class NamespaceIdCodec {
    static final int HEADER = 1;
    private static final int NOT_ASSIGNED = -1;

    private NamespaceIdCodec() {}

    /**
     * Reads a reply or notification; a missing id is −1.
     *
     * @throws DecodeException for broken bytes
     */
    public static NamespaceId decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "rtgenmsg");
        int id = NOT_ASSIGNED;
        OptionalInt current = OptionalInt.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(HEADER, Netnsa.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NETNSA_NSID -> id = in.s32();
                case NETNSA_CURRENT_NSID -> current = OptionalInt.of(in.s32());
                default -> unknown.keep(in);
            }
        }
        return new NamespaceId(id, current, unknown.toUnknown());
    }

    /** Writes header and attributes as the kernel reports the id. */
    public static void encode(NamespaceId id, MessageWriter message) {
        encodeHeader(message);
        AttributeWriter out = message.attributes();
        out.u32(NETNSA_NSID, id.id());
        if (id.current().isPresent()) {
            out.u32(NETNSA_CURRENT_NSID, id.current().getAsInt());
        }
        RawAttributes.write(out, id.unknown());
    }

    /** Writes the header alone, as requests begin. */
    public static void encodeHeader(MessageWriter message) {
        message.u8(0).u8(0).u16(0);
    }
}
