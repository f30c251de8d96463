package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Ifla.*;

import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.IflaInfo;
import dev.multipath.netlink.codec.VethInfo;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a request about an interface asks for, as far as the fake kernel can grant it. */
final class LinkWish {
    private static final int HEADER = 16;

    private final long flags;
    private final long change;
    final int index;
    String name = "";
    String kind = "";

    @Nullable
    LinkWish peer;

    byte @Nullable [] hardwareAddress;
    OptionalLong mtu = OptionalLong.empty();
    OptionalInt master = OptionalInt.empty();
    OptionalLong group = OptionalLong.empty();
    /** Whether it is to be in another namespace: out of this kernel. */
    boolean elsewhere;

    private LinkWish(int index, long flags, long change) {
        this.index = index;
        this.flags = flags;
        this.change = change;
    }

    static LinkWish read(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ifinfomsg");
        LinkWish wish = new LinkWish(message.s32(4), message.u32(8), message.u32(12));
        wish.accept(message.attributes(HEADER, Ifla.NAMES));
        return wish;
    }

    /** Whether it sets the admin state, and to up. */
    boolean setsUp() {
        return (change & Link.UP) != 0 && (flags & Link.UP) != 0;
    }

    boolean setsDown() {
        return (change & Link.UP) != 0 && (flags & Link.UP) == 0;
    }

    private void accept(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case IFLA_IFNAME -> name = in.string();
                case IFLA_ADDRESS -> hardwareAddress = in.bytes();
                case IFLA_MTU -> mtu = OptionalLong.of(in.u32());
                case IFLA_MASTER -> master = OptionalInt.of(in.s32());
                case IFLA_GROUP -> group = OptionalLong.of(in.u32());
                case IFLA_NET_NS_FD, IFLA_NET_NS_PID, IFLA_TARGET_NETNSID -> elsewhere = true;
                case IFLA_LINKINFO -> acceptInfo(in.nested(IflaInfo.NAMES));
                default -> {}
            }
        }
    }

    private void acceptInfo(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case IflaInfo.IFLA_INFO_KIND -> kind = in.string();
                case IflaInfo.IFLA_INFO_DATA -> acceptData(in.nested(AttributeNames.NUMBERS));
                default -> {}
            }
        }
    }

    private void acceptData(AttributeReader in) throws DecodeException {
        while (in.next()) {
            if (kind.equals("veth") && in.type() == VethInfo.VETH_INFO_PEER) {
                LinkWish other = new LinkWish(in.s32At(4), in.u32At(8), in.u32At(12));
                other.accept(in.nestedAt(HEADER, in.length(), Ifla.NAMES, 0));
                peer = other;
            }
        }
    }
}
