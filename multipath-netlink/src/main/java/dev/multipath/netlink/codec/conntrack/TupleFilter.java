package dev.multipath.netlink.codec.conntrack;

import static dev.multipath.netlink.codec.conntrack.CtaIp.*;
import static dev.multipath.netlink.codec.conntrack.CtaProto.CTA_PROTO_NUM;
import static dev.multipath.netlink.codec.conntrack.CtaTuple.CTA_TUPLE_IP;
import static dev.multipath.netlink.codec.conntrack.CtaTuple.CTA_TUPLE_PROTO;

import dev.multipath.netlink.codec.Addresses;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one direction of a connection must have to be in a dump. The kernel looks at it since Linux 5.8 and compares
 * whole addresses only; before, it lets all through.
 *
 * @param source absent = any
 * @param destination absent = any
 * @param protocol absent = any
 */
public record TupleFilter(Optional<IpAddress> source, Optional<IpAddress> destination, OptionalInt protocol) {
    /** Lets all through. */
    public static final TupleFilter ANY = new TupleFilter(Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** {@code CTA_FILTER_F_*} of net/netfilter/nf_internals.h, which no uapi header has. */
    private static final int SOURCE = 1;

    private static final int DESTINATION = 1 << 1;
    private static final int PROTOCOL = 1 << 3;

    /** What the kernel shall look at; 0 for nothing. */
    int flags() {
        return (source.isPresent() ? SOURCE : 0)
                | (destination.isPresent() ? DESTINATION : 0)
                | (protocol.isPresent() ? PROTOCOL : 0);
    }

    void write(AttributeWriter out, int type) {
        if (flags() == 0) {
            return;
        }
        int tuple = out.open(type | AttributeReader.NESTED);
        if (source.isPresent() || destination.isPresent()) {
            int addresses = out.open(CTA_TUPLE_IP | AttributeReader.NESTED);
            source.ifPresent(
                    address -> Addresses.write(out, address.isIpv4() ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, address));
            destination.ifPresent(
                    address -> Addresses.write(out, address.isIpv4() ? CTA_IP_V4_DST : CTA_IP_V6_DST, address));
            out.close(addresses);
        }
        if (protocol.isPresent()) {
            int transport = out.open(CTA_TUPLE_PROTO | AttributeReader.NESTED);
            out.u8(CTA_PROTO_NUM, protocol.getAsInt());
            out.close(transport);
        }
        out.close(tuple);
    }
}
