package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Lwtunnel.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.TunnelOption;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.List;
import java.util.Optional;

/**
 * What is inside {@code encap ip} and {@code encap ip6}: {@code LWTUNNEL_IP_*} and {@code LWTUNNEL_IP6_*}, whose numbers
 * are the same.
 */
final class IpTunnelCodec {
    private IpTunnelCodec() {}

    /** Absent when it names no destination. */
    static Optional<Encapsulation.Ip> read(AttributeReader outer, boolean ipv4) throws DecodeException {
        AddressFamily family = ipv4 ? AddressFamily.INET : AddressFamily.INET6;
        AttributeReader in = outer.nested(ipv4 ? Lwtunnel.IP : Lwtunnel.IP6);
        long id = 0;
        Optional<IpAddress> destination = Optional.empty();
        IpAddress source = IpAddress.any(family);
        int tos = 0;
        int ttl = 0;
        int flags = 0;
        List<TunnelOption> options = List.of();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case LWTUNNEL_IP_ID -> {
                    in.requireLength(8);
                    id = in.be64At(0);
                }
                case LWTUNNEL_IP_DST -> destination = Optional.of(Addresses.read(in, family));
                case LWTUNNEL_IP_SRC -> source = Addresses.read(in, family);
                case LWTUNNEL_IP_TOS -> tos = in.u8();
                case LWTUNNEL_IP_TTL -> ttl = in.u8();
                case LWTUNNEL_IP_FLAGS -> {
                    in.requireLength(2);
                    flags = in.u8At(0) << 8 | in.u8At(1);
                }
                case LWTUNNEL_IP_OPTS -> {
                    options = TunnelOptionCodec.read(in.nested(Lwtunnel.OPTIONS));
                    if (options.isEmpty()) {
                        unknown.keep(in);
                    }
                }
                default -> unknown.keep(in);
            }
        }
        return destination.isEmpty()
                ? Optional.empty()
                : Optional.of(new Encapsulation.Ip(
                        id, destination.get(), source, tos, ttl, flags, options, unknown.toUnknown()));
    }

    /** The kernel says all of it; a request leaves out what is 0. */
    static void write(Encapsulation.Ip ip, AttributeWriter out, boolean request) {
        if (!request || ip.id() != 0) {
            out.be64(LWTUNNEL_IP_ID, ip.id());
        }
        Addresses.write(out, LWTUNNEL_IP_DST, ip.destination());
        if (!request || !ip.source().isAny()) {
            Addresses.write(out, LWTUNNEL_IP_SRC, ip.source());
        }
        if (!request || ip.tos() != 0) {
            out.u8(LWTUNNEL_IP_TOS, ip.tos());
        }
        if (!request || ip.ttl() != 0) {
            out.u8(LWTUNNEL_IP_TTL, ip.ttl());
        }
        if (!request || ip.flags() != 0) {
            out.be16(LWTUNNEL_IP_FLAGS, ip.flags());
        }
        if (!ip.options().isEmpty()) {
            TunnelOptionCodec.write(ip.options(), out, request);
        }
        RawAttributes.write(out, ip.unknown());
    }
}
