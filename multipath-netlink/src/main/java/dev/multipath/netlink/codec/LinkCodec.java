package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifla.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/**
 * Links: {@code struct ifinfomsg} and {@code IFLA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class LinkCodec {
    static final int HEADER = 16;

    private LinkCodec() {}

    /**
     * Whether the message is about an interface itself. Others of the same type are a protocol's word about one: a
     * {@code RTM_DELLINK} of family AF_BRIDGE says that a port left its bridge, not that it is gone.
     */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ifinfomsg");
        return message.u8(0) == 0;
    }

    /**
     * Reads a reply or notification. {@code ifi_change} is not kept.
     *
     * @throws DecodeException for broken bytes
     */
    public static Link decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ifinfomsg");
        LinkDraft draft = new LinkDraft(message);
        AttributeReader in = message.attributes(HEADER, Ifla.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        return draft.toLink();
    }

    /**
     * Index, admin state, carrier and packets alone; everything else is passed over, and what follows them not looked at.
     *
     * @throws DecodeException for broken bytes before that
     */
    public static LinkSignal decodeSignal(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ifinfomsg");
        boolean carrier = false;
        long received = 0;
        long sent = 0;
        int wanted = 2;
        AttributeReader in = message.attributes(HEADER, Ifla.NAMES);
        while (wanted > 0 && in.next()) {
            if (in.type() == IFLA_CARRIER) {
                carrier = in.u8() != 0;
                wanted--;
            } else if (in.type() == IFLA_STATS64) {
                received = in.u64At(0);
                sent = in.u64At(8);
                wanted--;
            }
        }
        return new LinkSignal(message.s32(4), (message.u32(8) & Link.UP) != 0, carrier, received, sent);
    }

    /** Takes what flags say of interfaces. */
    @FunctionalInterface
    public interface Flags {
        /**
         * Those of one interface.
         *
         * @param index above 0
         * @param up {@code IFF_UP}
         * @param carrier {@code IFF_LOWER_UP}
         */
        void told(int index, boolean up, boolean carrier);
    }

    /**
     * Shows index, admin state and carrier by the header alone.
     *
     * @param family the only one whose messages are meant
     * @throws DecodeException without a header
     */
    public static void decodeFlags(MessageReader message, AddressFamily family, Flags into) throws DecodeException {
        message.requireBody(HEADER, "ifinfomsg");
        if (message.u8(0) == family.value()) {
            long flags = message.u32(8);
            into.told(message.s32(4), (flags & Link.UP) != 0, (flags & Link.LOWER_UP) != 0);
        }
    }

    /** Writes header and attributes as the kernel reports the link. */
    public static void encode(Link link, MessageWriter message) {
        header(message, link.type(), link.index(), link.flags(), 0);
        AttributeWriter out = message.attributes();
        if (!link.name().isEmpty()) {
            out.string(IFLA_IFNAME, link.name());
        }
        out.u8(IFLA_OPERSTATE, link.operState());
        out.u32(IFLA_MTU, link.mtu());
        out.u8(IFLA_CARRIER, link.carrier() ? 1 : 0);
        if (link.hardwareAddress().isPresent()) {
            out.bytes(IFLA_ADDRESS, link.hardwareAddress().get().toBytes());
        }
        if (link.master().isPresent()) {
            out.u32(IFLA_MASTER, link.master().getAsInt());
        }
        if (link.parent().isPresent()) {
            out.u32(IFLA_LINK, link.parent().getAsInt());
        }
        LinkInfoCodec.write(link.info(), out, false);
        AttributesCodec.write(out, link.attributes(), false);
    }

    /** Writes header and attributes of a request that creates an interface. */
    public static void encodeRequest(NewLink link, MessageWriter message) {
        NewLinkCodec.write(link, message);
    }

    /** Writes header and attributes of a request that changes an interface. */
    public static void encodeRequest(int index, LinkChange change, MessageWriter message) {
        header(message, 0, index, change.flags().flags(), change.flags().mask());
        AttributeWriter out = message.attributes();
        if (change.name().isPresent()) {
            out.string(IFLA_IFNAME, change.name().get());
        }
        if (change.mtu().isPresent()) {
            out.u32(IFLA_MTU, change.mtu().getAsLong());
        }
        if (change.hardwareAddress().isPresent()) {
            out.bytes(IFLA_ADDRESS, change.hardwareAddress().get().toBytes());
        }
        if (change.master().isPresent()) {
            out.u32(IFLA_MASTER, change.master().getAsInt());
        }
        if (change.netNsFd().isPresent()) {
            out.u32(IFLA_NET_NS_FD, change.netNsFd().getAsInt());
        }
        AttributesCodec.write(out, change.attributes(), true);
        LinkInfoCodec.write(change.info(), out, true);
    }

    /** Writes the header alone: of a request for, or about, an interface by index. */
    public static void encodeIndex(int index, MessageWriter message) {
        header(message, 0, index, 0, 0);
    }

    /** Reads a request that creates an interface, as a fake kernel gets it. */
    public static NewLink decodeNew(MessageReader message) throws DecodeException {
        return NewLinkCodec.read(message);
    }

    /** Reads a request that changes an interface, as a fake kernel gets it; its index is {@code ifi_index}. */
    public static LinkChange decodeChange(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ifinfomsg");
        LinkChange change = LinkChange.NOTHING.flags(new ChangedFlags(message.u32(8), message.u32(12)));
        Attributes.Builder attributes = new Attributes.Builder();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(HEADER, Ifla.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case IFLA_IFNAME -> change = change.name(in.string());
                case IFLA_MTU -> change = change.mtu(in.u32());
                case IFLA_ADDRESS -> change = change.hardwareAddress(hardwareAddress(in));
                case IFLA_MASTER -> change = change.master(in.s32());
                case IFLA_NET_NS_FD -> change = change.netNsFd(in.s32());
                case IFLA_LINKINFO -> {
                    LinkInfo inside = change.info().isEmpty() ? LinkInfoCodec.read(in, true) : null;
                    if (inside == null) {
                        unknown.keep(in);
                    } else {
                        change = change.info(inside);
                    }
                }
                default -> AttributesCodec.accept(in, LinkAttributes.ALL, true, attributes, unknown);
            }
        }
        return change.attributes(attributes.unknown(unknown.toUnknown()).build());
    }

    static HardwareAddress hardwareAddress(AttributeReader in) throws DecodeException {
        try {
            return new HardwareAddress(in.bytes());
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    static void header(MessageWriter message, int type, int index, long flags, long change) {
        message.u8(0).u8(0).u16(type).u32(index).u32(flags).u32(change);
    }
}
