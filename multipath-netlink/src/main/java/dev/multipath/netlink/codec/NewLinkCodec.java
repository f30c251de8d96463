package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.*;
import static dev.multipath.netlink.codec.VethInfo.VETH_INFO_PEER;

import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Interfaces to be created, and the peers inside such requests: each a {@code struct ifinfomsg} and {@code IFLA_*}. */
final class NewLinkCodec {
    private NewLinkCodec() {}

    static NewLink read(MessageReader message) throws DecodeException {
        message.requireBody(LinkCodec.HEADER, "ifinfomsg");
        AttributeReader in = message.attributes(LinkCodec.HEADER, Ifla.NAMES);
        Draft draft = new Draft(message.s32(4), message.u32(8), false);
        return draft.read(in);
    }

    static NewLink readPeer(AttributeReader peer) throws DecodeException {
        ByteBuf bytes = Unpooled.wrappedBuffer(peer.bytes());
        Draft draft = new Draft(NativeOrder.s32(bytes, 4), NativeOrder.u32(bytes, 8), true);
        try {
            return draft.read(new AttributeReader(bytes, LinkCodec.HEADER, bytes.writerIndex(), 0, Ifla.NAMES));
        } catch (DecodeException e) {
            throw peer.error(new IllegalArgumentException(e.getMessage(), e));
        }
    }

    static void write(NewLink link, MessageWriter message) {
        long flags = link.up() ? Link.UP : 0;
        LinkCodec.header(message, 0, link.index(), flags, flags);
        AttributeWriter out = message.attributes();
        describe(link, out);
        LinkInfoCodec.write(link.info(), out, true);
    }

    /** The other end: a {@code struct ifinfomsg} and attributes of its own. */
    static void writePeer(NewLink peer, AttributeWriter out) {
        int mark = out.open(VETH_INFO_PEER);
        int flags = peer.up() ? (int) Link.UP : 0;
        NativeOrder.write32(out.out(), 0);
        NativeOrder.write32(out.out(), peer.index());
        NativeOrder.write32(out.out(), flags);
        NativeOrder.write32(out.out(), flags);
        describe(peer, out);
        out.close(mark);
    }

    private static void describe(NewLink link, AttributeWriter out) {
        if (link.hardwareAddress().isPresent()) {
            out.bytes(IFLA_ADDRESS, link.hardwareAddress().get().toBytes());
        }
        if (link.mtu().isPresent()) {
            out.u32(IFLA_MTU, link.mtu().getAsLong());
        }
        if (link.parent().isPresent()) {
            out.u32(IFLA_LINK, link.parent().getAsInt());
        }
        if (link.netNsFd().isPresent()) {
            out.u32(IFLA_NET_NS_FD, link.netNsFd().getAsInt());
        }
        out.string(IFLA_IFNAME, link.name());
        AttributesCodec.write(out, link.attributes(), true);
    }

    /** An interface to be created, while a request for it is read. */
    private static final class Draft {
        private final int index;
        private final boolean up;
        private final boolean isPeer;
        private String name = "";
        private LinkInfo info = LinkInfo.NONE;
        private OptionalInt netNsFd = OptionalInt.empty();
        private Optional<HardwareAddress> hardwareAddress = Optional.empty();
        private OptionalLong mtu = OptionalLong.empty();
        private OptionalInt parent = OptionalInt.empty();
        private final Attributes.Builder attributes = new Attributes.Builder();
        private final RawAttributes unknown = new RawAttributes();

        Draft(int index, long flags, boolean isPeer) {
            this.index = index;
            this.up = (flags & Link.UP) != 0;
            this.isPeer = isPeer;
            if (isPeer) {
                info = LinkInfo.of(new LinkKind.Veth(Optional.empty(), Attributes.NONE));
            }
        }

        NewLink read(AttributeReader in) throws DecodeException {
            while (in.next()) {
                accept(in);
            }
            try {
                return new NewLink(
                        index,
                        name,
                        info,
                        netNsFd,
                        up,
                        hardwareAddress,
                        mtu,
                        parent,
                        attributes.unknown(unknown.toUnknown()).build());
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }

        private void accept(AttributeReader in) throws DecodeException {
            switch (in.type()) {
                case IFLA_IFNAME -> name = in.string();
                case IFLA_ADDRESS -> hardwareAddress = Optional.of(LinkCodec.hardwareAddress(in));
                case IFLA_MTU -> mtu = OptionalLong.of(in.u32());
                case IFLA_LINK -> parent = OptionalInt.of(in.s32());
                case IFLA_NET_NS_FD -> netNsFd = OptionalInt.of(in.s32());
                case IFLA_LINKINFO -> acceptInfo(in);
                default -> AttributesCodec.accept(in, LinkAttributes.ALL, true, attributes, unknown);
            }
        }

        /** A peer is a veth without saying so. */
        private void acceptInfo(AttributeReader in) throws DecodeException {
            LinkInfo inside = isPeer || !info.isEmpty() ? null : LinkInfoCodec.read(in, true);
            if (inside == null) {
                unknown.keep(in);
            } else {
                info = inside;
            }
        }
    }
}
