package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Next hops: {@code RTA_GATEWAY}, {@code RTA_VIA}, {@code RTA_OIF}, and {@code struct rtnexthop} in RTA_MULTIPATH. */
final class NextHopCodec {
    private static final int RTNEXTHOP = 8;

    /** {@code AF_PACKET}, linux/socket.h: the family of a gateway by hardware address. */
    private static final int AF_PACKET = 17;

    private NextHopCodec() {}

    /**
     * The gateway in {@code struct rtvia}: its family, then its address.
     *
     * @return an IPv4 or IPv6 address
     */
    static IpAddress via(AttributeReader in) throws DecodeException {
        int family = in.u16At(0);
        if (!isIpVia(in)) {
            throw in.error("a gateway of family " + family);
        }
        in.requireLength(family == AddressFamily.INET.value() ? 6 : 18);
        return Addresses.readAt(in, 2, AddressFamily.of(family));
    }

    /** The legs; the weight is {@code rtnh_hops} + 1. */
    static List<NextHop> readLegs(AttributeReader in, AddressFamily family) throws DecodeException {
        List<NextHop> legs = new ArrayList<>(4);
        int at = 0;
        while (at < in.length()) {
            int left = in.length() - at;
            int length = left < RTNEXTHOP ? 0 : in.u16At(at);
            if (length < RTNEXTHOP || length > left) {
                throw in.error("rtnh_len " + length + " of leg " + legs.size() + " is outside 8.." + left);
            }
            legs.add(readLeg(in, at, length, family, legs.size()));
            at += NetlinkHeader.align(length);
        }
        return legs;
    }

    private static NextHop readLeg(AttributeReader in, int at, int length, AddressFamily family, int number)
            throws DecodeException {
        AttributeReader inner = in.nestedAt(at + RTNEXTHOP, at + length, Rta.NAMES, number);
        HopDraft draft = new HopDraft(family);
        while (inner.next()) {
            if (!draft.accept(inner)) {
                draft.unknown.keep(inner);
            }
        }
        return draft.toHop(in.s32At(at + 4), in.u8At(at + 3) + 1, in.u8At(at + 2));
    }

    /** One next hop, as attributes of the route itself. */
    static void writeSingle(NextHop hop, int family, AttributeWriter out, boolean request) {
        writeGateway(hop, family, out);
        if (hop.interfaceIndex() != 0) {
            out.u32(RTA_OIF, hop.interfaceIndex());
        }
        writeRest(hop, out, request);
    }

    private static void writeRest(NextHop hop, AttributeWriter out, boolean request) {
        if (hop.realms().isPresent()) {
            out.u32(RTA_FLOW, hop.realms().getAsLong());
        }
        if (hop.labels().isPresent()) {
            Labels.write(out, RTA_NEWDST, hop.labels().get());
        }
        if (hop.newDestination().isPresent()) {
            Addresses.write(out, RTA_NEWDST, hop.newDestination().get());
        }
        if (hop.encapsulation().isPresent()) {
            EncapsulationCodec.write(hop.encapsulation().get(), RTA_ENCAP, RTA_ENCAP_TYPE, out, request);
        }
        RawAttributes.write(out, hop.unknown());
    }

    /** What would take the place of an IP destination; empty where it is no address of this family. */
    static Optional<IpAddress> newDestination(AttributeReader in, AddressFamily family) throws DecodeException {
        boolean whole = in.length() == (family.value() == AddressFamily.INET.value() ? 4 : 16);
        return whole ? Optional.of(Addresses.read(in, family)) : Optional.empty();
    }

    /** Weighted legs; a request carries no state flags. */
    static void writeLegs(List<NextHop> legs, int family, AttributeWriter attributes, boolean request) {
        int mark = attributes.open(RTA_MULTIPATH);
        ByteBuf out = attributes.out();
        for (int i = 0; i < legs.size(); i++) {
            NextHop leg = legs.get(i);
            int start = out.writerIndex();
            NativeOrder.write16(out, 0);
            out.writeByte(request ? leg.flags() & NextHop.CONFIGURED : leg.flags());
            out.writeByte(leg.weight() - 1);
            NativeOrder.write32(out, leg.interfaceIndex());
            writeGateway(leg, family, attributes);
            writeRest(leg, attributes, request);
            int length = out.writerIndex() - start;
            if (length > 0xffff) {
                throw new IllegalArgumentException("leg " + i + " of " + length + " bytes; 65,535 are possible");
            }
            NativeOrder.set16(out, start, length);
        }
        attributes.close(mark);
    }

    /** {@code RTA_VIA} as it would stand on the wire. */
    static RawAttribute rawVia(IpAddress gateway) {
        byte[] address = gateway.toBytes();
        byte[] payload = new byte[address.length + 2];
        NativeOrder.set16(Unpooled.wrappedBuffer(payload), 0, gateway.family().value());
        System.arraycopy(address, 0, payload, 2, address.length);
        return new RawAttribute(RTA_VIA, payload);
    }

    /** Whether the gateway in {@code struct rtvia} has an IP address, not that of a device. */
    static boolean isIpVia(AttributeReader in) throws DecodeException {
        int family = in.u16At(0);
        return family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /** The hardware address in {@code struct rtvia}; empty where it is none a record can hold. */
    static Optional<HardwareAddress> linkVia(AttributeReader in) throws DecodeException {
        int length = in.length() - 2;
        boolean held = in.u16At(0) == AF_PACKET && length > 0 && length <= HardwareAddress.MAX_LENGTH;
        return held
                ? Optional.of(new HardwareAddress(Arrays.copyOfRange(in.bytes(), 2, in.length())))
                : Optional.empty();
    }

    private static void writeGateway(NextHop hop, int family, AttributeWriter out) {
        if (hop.linkGateway().isPresent()) {
            int mark = out.open(RTA_VIA);
            NativeOrder.write16(out.out(), AF_PACKET);
            out.out().writeBytes(hop.linkGateway().get().toBytes());
            out.close(mark);
            return;
        }
        if (hop.gateway().isEmpty()) {
            return;
        }
        IpAddress gateway = hop.gateway().get();
        if (gateway.family().value() == family) {
            Addresses.write(out, RTA_GATEWAY, gateway);
            return;
        }
        int mark = out.open(RTA_VIA);
        NativeOrder.write16(out.out(), gateway.family().value());
        Addresses.append(out.out(), gateway);
        out.close(mark);
    }
}
