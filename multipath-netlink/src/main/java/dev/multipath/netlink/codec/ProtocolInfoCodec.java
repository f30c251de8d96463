package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.IFLA_PROTINFO;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;

/**
 * What protocols say of links: {@code IFLA_PROTINFO} in link messages of family AF_BRIDGE and AF_INET6. All else in such a
 * message is passed over: links' own messages say it too.
 */
public final class ProtocolInfoCodec {
    private ProtocolInfoCodec() {}

    /** Whether the message is of a family that says something of a link, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ifinfomsg");
        int family = message.u8(0);
        return family == AddressFamily.BRIDGE.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads a reply or notification.
     *
     * @return empty where the protocol says nothing: of a bridge itself, for one
     * @throws DecodeException for broken bytes, and for another family
     */
    public static Optional<ProtocolInfo> decode(MessageReader message) throws DecodeException {
        message.requireBody(LinkCodec.HEADER, "ifinfomsg");
        if (!isTyped(message)) {
            throw new DecodeException("ifi_family", 16, "family " + message.u8(0) + " is neither bridge nor IPv6");
        }
        AddressFamily family = AddressFamily.of(message.u8(0));
        AttributeSet set = ProtocolInfo.set(family);
        Optional<ProtocolInfo> found = Optional.empty();
        AttributeReader in = message.attributes(LinkCodec.HEADER, Ifla.NAMES);
        while (in.next()) {
            if (in.type() == IFLA_PROTINFO) {
                Attributes attributes = AttributesCodec.read(in.nested(new SetNames(set)), set, false);
                found = Optional.of(new ProtocolInfo(family, message.s32(4), attributes));
            }
        }
        return found;
    }

    /** Writes header and attributes as the kernel reports it, without what links' own messages say too. */
    public static void encode(ProtocolInfo info, MessageWriter message) {
        header(info.family(), info.interfaceIndex(), message);
        AttributeWriter out = message.attributes();
        int mark = out.open(IFLA_PROTINFO | AttributeReader.NESTED);
        AttributesCodec.write(out, info.attributes(), false);
        out.close(mark);
    }

    /** Writes the header of a request for what a family says of every link. */
    public static void encodeDump(AddressFamily family, MessageWriter message) {
        header(family, 0, message);
    }

    private static void header(AddressFamily family, int index, MessageWriter message) {
        message.u8(family.value()).u8(0).u16(0).u32(index).u32(0).u32(0);
    }
}
