package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/** Questions to the forwarding lookup: {@code RTM_GETROUTE} for one destination. */
public final class RouteLookupCodec {
    /** {@code RTM_F_LOOKUP_TABLE}: the answer names the table the route was found in; IPv6 does so unasked. */
    private static final long RTM_F_LOOKUP_TABLE = 0x1000;
    /** {@code RTM_F_FIB_MATCH}: the answer is the table's entry. */
    static final long RTM_F_FIB_MATCH = 0x2000;

    private RouteLookupCodec() {}

    /**
     * Reads a question.
     *
     * @throws DecodeException for broken bytes, another family than IPv4 and IPv6, no destination or one of less than
     *     all its bits
     */
    public static RouteLookup decode(MessageReader message) throws DecodeException {
        message.requireBody(RouteCodec.HEADER, "rtmsg");
        if (!RouteCodec.isTyped(message)) {
            throw new DecodeException("rtm_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        AddressFamily family = AddressFamily.of(message.u8(0));
        AttributeReader in = message.attributes(RouteCodec.HEADER, Rta.NAMES);
        RouteLookup.Builder lookup =
                RouteLookup.to(IpAddress.any(family)).toBuilder().tos(message.u8(3));
        lookup.fibMatch((message.u32(8) & RTM_F_FIB_MATCH) != 0);
        boolean found = false;
        try {
            while (in.next()) {
                found |= in.type() == RTA_DST;
                accept(in, family, lookup);
            }
            if (!found || message.u8(1) != IpAddress.any(family).bitLength()) {
                throw new DecodeException("RTA_DST", 16, "a lookup is for one destination");
            }
            return lookup.build();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("rtmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    private static void accept(AttributeReader in, AddressFamily family, RouteLookup.Builder lookup)
            throws DecodeException {
        switch (in.type()) {
            case RTA_DST -> lookup.destination(Addresses.read(in, family));
            case RTA_SRC -> lookup.source(Addresses.read(in, family));
            case RTA_IIF -> lookup.inputInterface(in.s32());
            case RTA_OIF -> lookup.outputInterface(in.s32());
            case RTA_MARK -> lookup.mark(in.u32());
            case RTA_UID -> lookup.uid(in.u32());
            case RTA_IP_PROTO -> lookup.ipProtocol(in.u8());
            case RTA_SPORT -> lookup.sourcePort(be16(in));
            case RTA_DPORT -> lookup.destinationPort(be16(in));
            case RTA_FLOWLABEL -> {
                in.requireLength(4);
                lookup.flowLabel(in.be32At(0));
            }
            default -> {}
        }
    }

    private static int be16(AttributeReader in) throws DecodeException {
        in.requireLength(2);
        return in.u8At(0) << 8 | in.u8At(1);
    }

    /** Writes header and attributes. */
    public static void encode(RouteLookup lookup, MessageWriter message) {
        IpAddress to = lookup.destination();
        long flags = (to.isIpv4() ? RTM_F_LOOKUP_TABLE : 0) | (lookup.fibMatch() ? RTM_F_FIB_MATCH : 0);
        message.u8(to.family().value()).u8(to.bitLength());
        message.u8(lookup.source().isPresent() ? lookup.source().get().bitLength() : 0);
        message.u8(lookup.tos()).u8(0).u8(0).u8(0).u8(0).u32(flags);
        AttributeWriter out = message.attributes();
        Addresses.write(out, RTA_DST, to);
        if (lookup.source().isPresent()) {
            Addresses.write(out, RTA_SRC, lookup.source().get());
        }
        if (lookup.inputInterface().isPresent()) {
            out.u32(RTA_IIF, lookup.inputInterface().getAsInt());
        }
        if (lookup.outputInterface().isPresent()) {
            out.u32(RTA_OIF, lookup.outputInterface().getAsInt());
        }
        if (lookup.mark().isPresent()) {
            out.u32(RTA_MARK, lookup.mark().getAsLong());
        }
        if (lookup.uid().isPresent()) {
            out.u32(RTA_UID, lookup.uid().getAsLong());
        }
        upperLayer(lookup, out);
    }

    private static void upperLayer(RouteLookup lookup, AttributeWriter out) {
        if (lookup.ipProtocol().isPresent()) {
            out.u8(RTA_IP_PROTO, lookup.ipProtocol().getAsInt());
        }
        if (lookup.sourcePort().isPresent()) {
            out.be16(RTA_SPORT, lookup.sourcePort().getAsInt());
        }
        if (lookup.destinationPort().isPresent()) {
            out.be16(RTA_DPORT, lookup.destinationPort().getAsInt());
        }
        if (lookup.flowLabel().isPresent()) {
            out.be32(RTA_FLOWLABEL, lookup.flowLabel().getAsInt());
        }
    }
}
