package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalInt;

/**
 * Neighbours: {@code struct ndmsg} and {@code NDA_*}. What a bridge or tunnel forwards is {@link FdbCodec}'s.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class NeighbourCodec {
    private NeighbourCodec() {}

    /** Whether the message is about an IPv4 or IPv6 neighbour, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ndmsg");
        return AddressFamily.of(message.u8(0)).isIp();
    }

    /**
     * Reads the neighbour the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, for another family, and when there is no address in it
     */
    public static Neighbour decode(MessageReader message) throws DecodeException {
        message.requireBody(Ndmsg.HEADER, "ndmsg");
        if (!isTyped(message)) {
            throw new DecodeException("ndm_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        NeighbourDraft draft = new NeighbourDraft(message);
        AttributeReader in = message.attributes(Ndmsg.HEADER, Nda.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        try {
            return draft.toNeighbour();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("ndmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the neighbour. */
    public static void encode(Neighbour neighbour, MessageWriter message) {
        common(neighbour, message);
        AttributeWriter out = message.attributes();
        if (neighbour.probes().isPresent()) {
            out.u32(NDA_PROBES, neighbour.probes().getAsLong());
        }
        if (neighbour.cacheInfo().isPresent()) {
            Ndmsg.cacheInfo(out, neighbour.cacheInfo().get());
        }
        RawAttributes.write(out, neighbour.unknown());
    }

    /** Writes header and attributes as a request to add or replace the neighbour; what only the kernel says is left out. */
    public static void encodeRequest(Neighbour neighbour, MessageWriter message) {
        common(neighbour, message);
        RawAttributes.write(message.attributes(), neighbour.unknown());
    }

    /** Writes a request that asks for, or deletes, the entry of an address: the kernel refuses anything more. */
    public static void encodeKey(Neighbour key, MessageWriter message) {
        int flags = key.isProxy() ? Neighbour.PROXY : 0;
        Ndmsg.write(message, key.family(), key.interfaceIndex(), 0, flags, RouteType.UNSPEC);
        Addresses.write(message.attributes(), NDA_DST, key.address());
    }

    /**
     * Writes a request to list neighbours.
     *
     * @param family {@link AddressFamily#UNSPEC} = IPv4 and IPv6
     * @param proxies the proxies, instead of the cache
     * @param interfaceIndex of one interface only
     * @param master of the interfaces of one bridge or VRF only
     */
    public static void encodeDump(
            AddressFamily family,
            boolean proxies,
            OptionalInt interfaceIndex,
            OptionalInt master,
            MessageWriter message) {
        Ndmsg.write(message, family, 0, 0, proxies ? Neighbour.PROXY : 0, RouteType.UNSPEC);
        AttributeWriter out = message.attributes();
        if (interfaceIndex.isPresent()) {
            out.u32(NDA_IFINDEX, interfaceIndex.getAsInt());
        }
        if (master.isPresent()) {
            out.u32(NDA_MASTER, master.getAsInt());
        }
    }

    private static void common(Neighbour neighbour, MessageWriter message) {
        Ndmsg.write(
                message,
                neighbour.family(),
                neighbour.interfaceIndex(),
                neighbour.state(),
                neighbour.flags(),
                neighbour.type());
        AttributeWriter out = message.attributes();
        Addresses.write(out, NDA_DST, neighbour.address());
        if (neighbour.hardwareAddress().isPresent()) {
            out.bytes(NDA_LLADDR, neighbour.hardwareAddress().get().toBytes());
        }
        if (neighbour.extendedFlags().isPresent()) {
            out.u32(NDA_FLAGS_EXT, neighbour.extendedFlags().getAsLong());
        }
        if (neighbour.protocol().isPresent()) {
            out.u8(NDA_PROTOCOL, neighbour.protocol().get().value());
        }
    }
}
