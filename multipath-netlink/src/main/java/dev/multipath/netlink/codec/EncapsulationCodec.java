package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Lwtunnel.*;
import static dev.multipath.netlink.codec.MplsIptunnel.*;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lightweight tunnels: the pair {@code RTA_ENCAP} and {@code RTA_ENCAP_TYPE}, which next hops, their legs and nexthop
 * objects (under other numbers) carry alike.
 */
final class EncapsulationCodec {
    private EncapsulationCodec() {}

    /**
     * Reads what {@code in} has reached, an encapsulation of this kind; of another kind, or saying what its type has no
     * place for, it is kept as it stands.
     */
    static Encapsulation read(int type, AttributeReader in) throws DecodeException {
        try {
            Optional<? extends Encapsulation> typed = switch (type) {
                case LWTUNNEL_ENCAP_IP, LWTUNNEL_ENCAP_IP6 -> IpTunnelCodec.read(in, type == LWTUNNEL_ENCAP_IP);
                case LWTUNNEL_ENCAP_MPLS -> readMpls(in.nested(MplsIptunnel.NAMES));
                case LWTUNNEL_ENCAP_SEG6 -> Seg6Codec.read(in.nested(Seg6Iptunnel.NAMES));
                case LWTUNNEL_ENCAP_SEG6_LOCAL -> Optional.of(Seg6LocalCodec.read(in.nested(Seg6LocalAttribute.NAMES)));
                default -> Optional.empty();
            };
            return typed.isPresent() ? typed.get() : new Encapsulation.Other(type, ByteString.of(in.bytes()));
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    /**
     * The kind an encapsulation read at the same place is of.
     *
     * @param all every attribute beside it; read from the first on
     * @param number of the attribute that says it: {@code RTA_ENCAP_TYPE}
     * @return absent where nothing says it
     */
    static OptionalInt type(AttributeReader all, int number) throws DecodeException {
        OptionalInt type = OptionalInt.empty();
        while (all.next()) {
            if (all.type() == number) {
                type = OptionalInt.of(all.u16());
            }
        }
        return type;
    }

    /**
     * Writes the pair.
     *
     * @param payload number of the attribute with the encapsulation: {@code RTA_ENCAP}
     * @param type number of the attribute with its kind: {@code RTA_ENCAP_TYPE}
     */
    static void write(Encapsulation encapsulation, int payload, int type, AttributeWriter out, boolean request) {
        int mark = out.open(request ? payload | AttributeReader.NESTED : payload);
        if (encapsulation instanceof Encapsulation.Ip ip) {
            IpTunnelCodec.write(ip, out, request);
        } else if (encapsulation instanceof Encapsulation.Mpls mpls) {
            Labels.write(out, MPLS_IPTUNNEL_DST, mpls.labels());
            if (mpls.ttl().isPresent()) {
                out.u8(MPLS_IPTUNNEL_TTL, mpls.ttl().getAsInt());
            }
            RawAttributes.write(out, mpls.unknown());
        } else if (encapsulation instanceof Encapsulation.Seg6 seg6) {
            Seg6Codec.write(seg6, out);
        } else if (encapsulation instanceof Seg6Local local) {
            Seg6LocalCodec.write(local, out, request);
        } else if (encapsulation instanceof Encapsulation.Other other) {
            out.out().writeBytes(other.payload().toBytes());
        }
        out.close(mark);
        out.u16(type, type(encapsulation));
    }

    private static int type(Encapsulation encapsulation) {
        if (encapsulation instanceof Encapsulation.Ip ip) {
            return ip.destination().isIpv4() ? LWTUNNEL_ENCAP_IP : LWTUNNEL_ENCAP_IP6;
        }
        if (encapsulation instanceof Encapsulation.Mpls) {
            return LWTUNNEL_ENCAP_MPLS;
        }
        if (encapsulation instanceof Encapsulation.Seg6) {
            return LWTUNNEL_ENCAP_SEG6;
        }
        return encapsulation instanceof Encapsulation.Other other ? other.type() : LWTUNNEL_ENCAP_SEG6_LOCAL;
    }

    private static Optional<Encapsulation.Mpls> readMpls(AttributeReader in) throws DecodeException {
        Optional<LabelStack> labels = Optional.empty();
        OptionalInt ttl = OptionalInt.empty();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case MPLS_IPTUNNEL_DST -> {
                    labels = Labels.read(in);
                    if (labels.isEmpty()) {
                        return Optional.empty();
                    }
                }
                case MPLS_IPTUNNEL_TTL -> ttl = OptionalInt.of(in.u8());
                default -> unknown.keep(in);
            }
        }
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(new Encapsulation.Mpls(labels.get(), ttl, unknown.toUnknown()));
    }
}
