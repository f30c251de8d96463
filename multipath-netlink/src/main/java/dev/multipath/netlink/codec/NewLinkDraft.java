package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.*;
import static dev.multipath.netlink.codec.IflaInfo.IFLA_INFO_DATA;
import static dev.multipath.netlink.codec.IflaInfo.IFLA_INFO_KIND;
import static dev.multipath.netlink.codec.VethInfo.VETH_INFO_PEER;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An interface to be created, while a request for it is read. */
final class NewLinkDraft {
    private final boolean up;
    private final boolean isPeer;
    private String name = "";
    private String kind = "";
    private Optional<NewLink> peer = Optional.empty();
    private OptionalInt netNsFd = OptionalInt.empty();
    private Optional<HardwareAddress> hardwareAddress = Optional.empty();
    private OptionalLong mtu = OptionalLong.empty();
    private OptionalInt parent = OptionalInt.empty();
    private UnknownAttributes kindData = UnknownAttributes.NONE;
    private final RawAttributes unknown = new RawAttributes();

    NewLinkDraft(long flags) {
        this(flags, false);
    }

    private NewLinkDraft(long flags, boolean isPeer) {
        up = (flags & Link.UP) != 0;
        this.isPeer = isPeer;
    }

    void accept(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case IFLA_IFNAME -> name = in.string();
                case IFLA_ADDRESS -> hardwareAddress = Optional.of(LinkCodec.hardwareAddress(in));
                case IFLA_MTU -> mtu = OptionalLong.of(in.u32());
                case IFLA_LINK -> parent = OptionalInt.of(in.s32());
                case IFLA_NET_NS_FD -> netNsFd = OptionalInt.of(in.s32());
                case IFLA_LINKINFO -> acceptInfo(in);
                default -> unknown.keep(in);
            }
        }
    }

    NewLink toNewLink() {
        return new NewLink(name, kind, peer, netNsFd, up, hardwareAddress, mtu, parent, kindData, unknown.toUnknown());
    }

    private void acceptInfo(AttributeReader info) throws DecodeException {
        if (isPeer) {
            unknown.keep(info);
            return;
        }
        AttributeReader in = info.nested(IflaInfo.NAMES);
        RawAttributes data = new RawAttributes();
        while (in.next()) {
            if (in.type() == IFLA_INFO_KIND) {
                kind = in.string();
            } else if (in.type() == IFLA_INFO_DATA) {
                AttributeReader inner = in.nested(AttributeNames.NUMBERS);
                while (inner.next()) {
                    data.keep(inner);
                }
            }
        }
        UnknownAttributes all = data.toUnknown();
        boolean veth = kind.equals("veth") && all.attributes().size() == 1;
        RawAttribute first = veth ? all.attributes().get(0) : new RawAttribute(0, new byte[0]);
        if (first.type() == VETH_INFO_PEER && first.payload().length >= LinkCodec.HEADER) {
            peer = Optional.of(peer(first));
        } else {
            kindData = all;
        }
    }

    private static NewLink peer(RawAttribute attribute) throws DecodeException {
        ByteBuf bytes = Unpooled.wrappedBuffer(attribute.payload());
        NewLinkDraft draft = new NewLinkDraft(NativeOrder.u32(bytes, 8), true);
        draft.kind = "veth";
        draft.accept(new AttributeReader(bytes, LinkCodec.HEADER, bytes.writerIndex(), 0, Ifla.NAMES));
        return draft.toNewLink();
    }
}
