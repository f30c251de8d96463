package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.*;

import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Optional;
import java.util.OptionalInt;

/** A link while its attributes are read, in whatever order they come. */
final class LinkDraft {
    private final int index;
    private final int type;
    private final long flags;

    private String name = "";
    private long mtu;
    private boolean carrier;
    private int operState;
    private Optional<HardwareAddress> hardwareAddress = Optional.empty();
    private OptionalInt master = OptionalInt.empty();
    private OptionalInt parent = OptionalInt.empty();
    private LinkInfo info = LinkInfo.NONE;
    private final Attributes.Builder attributes = new Attributes.Builder();
    private final RawAttributes unknown = new RawAttributes();

    LinkDraft(MessageReader message) {
        type = message.u16(2);
        index = message.s32(4);
        flags = message.u32(8);
        carrier = (flags & Link.LOWER_UP) != 0;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case IFLA_IFNAME -> acceptName(in);
            case IFLA_MTU -> mtu = in.u32();
            case IFLA_CARRIER -> carrier = in.u8() != 0;
            case IFLA_OPERSTATE -> operState = in.u8();
            case IFLA_ADDRESS -> hardwareAddress = Optional.of(LinkCodec.hardwareAddress(in));
            case IFLA_MASTER -> master = OptionalInt.of(in.s32());
            case IFLA_LINK -> parent = OptionalInt.of(in.s32());
            case IFLA_LINKINFO -> acceptInfo(in);
            default -> AttributesCodec.accept(in, LinkAttributes.ALL, false, attributes, unknown);
        }
    }

    Link toLink() {
        return new Link(
                index,
                name,
                type,
                flags,
                mtu,
                carrier,
                operState,
                hardwareAddress,
                master,
                parent,
                info,
                attributes.unknown(unknown.toUnknown()).build());
    }

    /** No name at all is written as no attribute, so an empty one is kept raw. */
    private void acceptName(AttributeReader in) {
        name = in.string();
        if (name.isEmpty()) {
            unknown.keep(in);
        }
    }

    private void acceptInfo(AttributeReader in) throws DecodeException {
        LinkInfo inside = info.isEmpty() ? LinkInfoCodec.read(in, false) : null;
        if (inside == null) {
            unknown.keep(in);
        } else {
            info = inside;
        }
    }
}
