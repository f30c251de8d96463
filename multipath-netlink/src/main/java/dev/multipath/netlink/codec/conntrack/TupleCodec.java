package dev.multipath.netlink.codec.conntrack;

import static dev.multipath.netlink.codec.conntrack.CtaIp.*;
import static dev.multipath.netlink.codec.conntrack.CtaProto.*;
import static dev.multipath.netlink.codec.conntrack.CtaTuple.*;

import dev.multipath.netlink.codec.Addresses;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.Layer4;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One direction of a connection, nested: {@code CTA_TUPLE_ORIG} and {@code CTA_TUPLE_REPLY}. */
final class TupleCodec {
    private @Nullable IpAddress source;
    private @Nullable IpAddress destination;
    private int protocol;
    /** Ports or keys, ICMP's three and ICMPv6's three by attribute type; −1 where there was none. */
    private final int[] numbers = new int[CTA_PROTO_ICMPV6_CODE + 1];

    private int zone;

    private TupleCodec() {
        Arrays.fill(numbers, -1);
    }

    static ConntrackTuple read(AttributeReader tuple) throws DecodeException {
        TupleCodec draft = new TupleCodec();
        AttributeReader in = tuple.nested(CtaTuple.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case CTA_TUPLE_IP -> draft.addresses(in.nested(CtaIp.NAMES));
                case CTA_TUPLE_PROTO -> draft.transport(in.nested(CtaProto.NAMES));
                case CTA_TUPLE_ZONE -> draft.zone = be16(in);
                default -> {}
            }
        }
        if (draft.source == null || draft.destination == null) {
            throw tuple.error("an address is missing");
        }
        return new ConntrackTuple(draft.source, draft.destination, draft.protocol, draft.layer4(), draft.zone);
    }

    private void addresses(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case CTA_IP_V4_SRC -> source = Addresses.read(in, AddressFamily.INET);
                case CTA_IP_V4_DST -> destination = Addresses.read(in, AddressFamily.INET);
                case CTA_IP_V6_SRC -> source = Addresses.read(in, AddressFamily.INET6);
                case CTA_IP_V6_DST -> destination = Addresses.read(in, AddressFamily.INET6);
                default -> {}
            }
        }
    }

    private void transport(AttributeReader in) throws DecodeException {
        while (in.next()) {
            switch (in.type()) {
                case CTA_PROTO_NUM -> protocol = in.u8();
                case CTA_PROTO_SRC_PORT, CTA_PROTO_DST_PORT, CTA_PROTO_ICMP_ID, CTA_PROTO_ICMPV6_ID ->
                    numbers[in.type()] = be16(in);
                case CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMPV6_TYPE, CTA_PROTO_ICMPV6_CODE ->
                    numbers[in.type()] = in.u8();
                default -> {}
            }
        }
    }

    private Layer4 layer4() {
        return switch (protocol) {
            case ConntrackTuple.ICMP -> icmp(CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMP_ID);
            case ConntrackTuple.ICMPV6 -> icmp(CTA_PROTO_ICMPV6_TYPE, CTA_PROTO_ICMPV6_CODE, CTA_PROTO_ICMPV6_ID);
            default ->
                numbers[CTA_PROTO_SRC_PORT] < 0 || numbers[CTA_PROTO_DST_PORT] < 0
                        ? Layer4.NONE
                        : new Layer4.Ports(numbers[CTA_PROTO_SRC_PORT], numbers[CTA_PROTO_DST_PORT]);
        };
    }

    private Layer4 icmp(int type, int code, int id) {
        return numbers[type] < 0 || numbers[code] < 0 || numbers[id] < 0
                ? Layer4.NONE
                : new Layer4.Icmp(numbers[type], numbers[code], numbers[id]);
    }

    static void write(AttributeWriter out, int type, ConntrackTuple tuple) {
        int outer = out.open(type | AttributeReader.NESTED);
        int addresses = out.open(CTA_TUPLE_IP | AttributeReader.NESTED);
        boolean ipv4 = tuple.source().isIpv4();
        Addresses.write(out, ipv4 ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, tuple.source());
        Addresses.write(out, ipv4 ? CTA_IP_V4_DST : CTA_IP_V6_DST, tuple.destination());
        out.close(addresses);
        int transport = out.open(CTA_TUPLE_PROTO | AttributeReader.NESTED);
        out.u8(CTA_PROTO_NUM, tuple.protocol());
        layer4(out, tuple);
        out.close(transport);
        if (tuple.zone() != 0) {
            out.be16(CTA_TUPLE_ZONE, tuple.zone());
        }
        out.close(outer);
    }

    private static void layer4(AttributeWriter out, ConntrackTuple tuple) {
        if (tuple.layer4() instanceof Layer4.Ports ports) {
            out.be16(CTA_PROTO_SRC_PORT, ports.source());
            out.be16(CTA_PROTO_DST_PORT, ports.destination());
        } else if (tuple.layer4() instanceof Layer4.Icmp icmp) {
            boolean version6 = tuple.protocol() == ConntrackTuple.ICMPV6;
            out.be16(version6 ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID, icmp.id());
            out.u8(version6 ? CTA_PROTO_ICMPV6_TYPE : CTA_PROTO_ICMP_TYPE, icmp.type());
            out.u8(version6 ? CTA_PROTO_ICMPV6_CODE : CTA_PROTO_ICMP_CODE, icmp.code());
        }
    }

    static int be16(AttributeReader in) throws DecodeException {
        in.requireLength(2);
        return in.be16At(0);
    }
}
