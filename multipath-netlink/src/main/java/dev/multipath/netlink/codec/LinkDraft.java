package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.*;
import static dev.multipath.netlink.codec.IflaInfo.IFLA_INFO_KIND;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
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
    private Optional<String> kind = Optional.empty();
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
            default -> unknown.keep(in);
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
                kind,
                unknown.toUnknown());
    }

    /** No name at all is written as no attribute, so an empty one is kept raw. */
    private void acceptName(AttributeReader in) {
        name = in.string();
        if (name.isEmpty()) {
            unknown.keep(in);
        }
    }

    /** The kind; what else is inside is kept by keeping the whole attribute raw. */
    private void acceptInfo(AttributeReader info) throws DecodeException {
        boolean more = false;
        AttributeReader in = info.nested(IflaInfo.NAMES);
        while (in.next()) {
            if (in.type() == IFLA_INFO_KIND) {
                kind = Optional.of(in.string());
            } else {
                more = true;
            }
        }
        if (more || kind.isEmpty()) {
            unknown.keep(info);
        }
    }
}
