package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.IflaInfo.*;
import static dev.multipath.netlink.codec.VethInfo.VETH_INFO_PEER;

import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.KernelText;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code IFLA_LINKINFO}: kind, its data, and the same of a port. */
final class LinkInfoCodec {
    private LinkInfoCodec() {}

    /**
     * What is inside.
     *
     * @param told whether the kernel is told this; else it says it
     * @return null where it would not come out as it came in: it is then to be kept raw
     */
    static @Nullable LinkInfo read(AttributeReader info, boolean told) throws DecodeException {
        String kind = word(info, IFLA_INFO_KIND);
        String master = word(info, IFLA_INFO_SLAVE_KIND);
        Attributes data = Attributes.NONE;
        Attributes portData = Attributes.NONE;
        Optional<NewLink> peer = Optional.empty();
        LinkInfo found = LinkInfo.NONE;
        RawAttributes raw = new RawAttributes();
        int seen = 0;
        AttributeReader in = info.nested(IflaInfo.NAMES);
        while (in.next()) {
            int bit = in.type() < 31 ? 1 << in.type() : 0;
            boolean again = (seen & bit) != 0;
            seen |= bit;
            boolean empty = in.length() == 0;
            if (again) {
                raw.keep(in);
            } else if (in.type() == IFLA_INFO_KIND || in.type() == IFLA_INFO_SLAVE_KIND) {
                if (!comesOutAgain(in, told)) {
                    return null;
                }
            } else if (in.type() == IFLA_INFO_DATA && !kind.isEmpty() && !empty) {
                peer = kind.equals("veth") ? peer(in) : Optional.empty();
                data = peer.isPresent() ? Attributes.NONE : data(in, LinkKind.set(kind), told, raw);
            } else if (in.type() == IFLA_INFO_SLAVE_DATA && !master.isEmpty() && !empty) {
                portData = data(in, LinkPort.set(master), told, raw);
            } else if (in.type() == IFLA_INFO_XSTATS) {
                Octets bytes = new Octets(in.bytes());
                found = new LinkInfo(found.kind(), found.port(), Optional.of(bytes), found.unknown());
            } else {
                raw.keep(in);
            }
        }
        if (!kind.isEmpty()) {
            found = found.kind(peer.isPresent() ? new LinkKind.Veth(peer, data) : LinkKind.of(kind, data));
        }
        if (!master.isEmpty()) {
            found = found.port(LinkPort.of(master, portData));
        }
        LinkInfo whole = new LinkInfo(found.kind(), found.port(), found.extraStatistics(), raw.toUnknown());
        return whole.isEmpty() ? null : whole;
    }

    /**
     * What the attributes inside {@code IFLA_INFO_DATA} or {@code IFLA_INFO_SLAVE_DATA} are called, which only the kind
     * beside them says.
     *
     * @param from where the attributes of {@code IFLA_LINKINFO} begin, absolute
     * @param to behind the last one
     * @return null where the kind has no names, or none is there
     */
    static @Nullable AttributeNames names(ByteBuf buffer, int from, int to, int type) {
        AttributeReader info = new AttributeReader(buffer, from, to, from, IflaInfo.NAMES);
        boolean port = type == IFLA_INFO_SLAVE_DATA;
        try {
            while (info.next()) {
                if (info.type() == (port ? IFLA_INFO_SLAVE_KIND : IFLA_INFO_KIND)) {
                    AttributeSet set = port ? LinkPort.set(info.string()) : LinkKind.set(info.string());
                    return set == AttributeSet.NONE ? null : new SetNames(set);
                }
            }
        } catch (DecodeException e) {
            return null;
        }
        return null;
    }

    static void write(LinkInfo info, AttributeWriter out, boolean told) {
        if (info.isEmpty()) {
            return;
        }
        int mark = out.open(Ifla.IFLA_LINKINFO);
        if (info.kind().isPresent()) {
            LinkKind kind = info.kind().get();
            name(out, IFLA_INFO_KIND, kind.name(), told);
            if (kind instanceof LinkKind.Veth veth && veth.peer().isPresent()) {
                int data = out.open(IFLA_INFO_DATA);
                NewLinkCodec.writePeer(veth.peer().get(), out);
                AttributesCodec.write(out, veth.attributes(), told);
                out.close(data);
            } else {
                data(out, IFLA_INFO_DATA, kind.attributes(), told);
            }
        }
        if (info.extraStatistics().isPresent()) {
            out.bytes(IFLA_INFO_XSTATS, info.extraStatistics().get().toBytes());
        }
        if (info.port().isPresent()) {
            LinkPort port = info.port().get();
            name(out, IFLA_INFO_SLAVE_KIND, port.masterKind(), told);
            data(out, IFLA_INFO_SLAVE_DATA, port.attributes(), told);
        }
        RawAttributes.write(out, info.unknown());
        out.close(mark);
    }

    private static void data(AttributeWriter out, int type, Attributes attributes, boolean told) {
        if (!attributes.isEmpty()) {
            int mark = out.open(type);
            AttributesCodec.write(out, attributes, told);
            out.close(mark);
        }
    }

    /** iproute2 writes no zero byte behind it, the kernel does. */
    private static void name(AttributeWriter out, int type, String text, boolean told) {
        if (told) {
            out.text(type, text);
        } else {
            out.string(type, text);
        }
    }

    /** What no known kind has need not be attributes, and is then kept raw. */
    private static Attributes data(AttributeReader in, AttributeSet set, boolean told, RawAttributes raw)
            throws DecodeException {
        AttributeReader inner = in.nested(set == AttributeSet.NONE ? AttributeNames.NUMBERS : new SetNames(set));
        if (set != AttributeSet.NONE) {
            return AttributesCodec.read(inner, set, told);
        }
        try {
            return AttributesCodec.read(inner, set, told);
        } catch (DecodeException e) {
            raw.keep(in);
            return Attributes.NONE;
        }
    }

    /** The peer, where it is all there is. */
    private static Optional<NewLink> peer(AttributeReader data) throws DecodeException {
        AttributeReader in = data.nested(AttributeNames.NUMBERS);
        boolean first = in.next() && in.type() == VETH_INFO_PEER && in.length() >= LinkCodec.HEADER;
        if (!first) {
            return Optional.empty();
        }
        Optional<NewLink> peer = Optional.of(NewLinkCodec.readPeer(in));
        return in.next() ? Optional.empty() : peer;
    }

    private static String word(AttributeReader info, int type) throws DecodeException {
        AttributeReader in = info.nested(IflaInfo.NAMES);
        while (in.next()) {
            if (in.type() == type) {
                return in.string();
            }
        }
        return "";
    }

    /** A request may have a zero byte or none. */
    private static boolean comesOutAgain(AttributeReader in, boolean told) {
        int length = KernelText.bytes(in.string()).length;
        return length > 0 && (told || in.length() == length + 1);
    }
}
