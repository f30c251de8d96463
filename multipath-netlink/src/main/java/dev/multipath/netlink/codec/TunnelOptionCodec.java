package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Lwtunnel.*;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.TunnelOption;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is inside {@code LWTUNNEL_IP_OPTS} and {@code LWTUNNEL_IP6_OPTS}: options of Geneve, VXLAN and ERSPAN. */
final class TunnelOptionCodec {
    private TunnelOptionCodec() {}

    static List<TunnelOption> read(AttributeReader in) throws DecodeException {
        List<TunnelOption> options = new ArrayList<>(2);
        while (in.next()) {
            List<? extends TunnelOption> typed = switch (in.type()) {
                case LWTUNNEL_IP_OPTS_GENEVE -> geneve(in.nested(Lwtunnel.GENEVE));
                case LWTUNNEL_IP_OPTS_VXLAN ->
                    vxlan(in.nested(Lwtunnel.VXLAN)).stream().toList();
                case LWTUNNEL_IP_OPTS_ERSPAN ->
                    erspan(in.nested(Lwtunnel.ERSPAN)).stream().toList();
                default -> List.of();
            };
            if (typed.isEmpty()) {
                options.add(new TunnelOption.Other(RawAttributes.raw(in)));
            } else {
                options.addAll(typed);
            }
        }
        return options;
    }

    /** One in a request; in what the kernel says all of them, one behind the other. None where they are not whole. */
    private static List<TunnelOption.Geneve> geneve(AttributeReader in) throws DecodeException {
        List<TunnelOption.Geneve> options = new ArrayList<>(2);
        while (in.next()) {
            if (in.type() != LWTUNNEL_IP_OPT_GENEVE_CLASS) {
                return List.of();
            }
            in.requireLength(2);
            int optionClass = in.u8At(0) << 8 | in.u8At(1);
            if (!in.next() || in.type() != LWTUNNEL_IP_OPT_GENEVE_TYPE) {
                return List.of();
            }
            int type = in.u8();
            if (!in.next() || in.type() != LWTUNNEL_IP_OPT_GENEVE_DATA) {
                return List.of();
            }
            options.add(new TunnelOption.Geneve(optionClass, type, ByteString.of(in.bytes())));
        }
        return options;
    }

    private static Optional<TunnelOption.Vxlan> vxlan(AttributeReader in) throws DecodeException {
        OptionalLong policy = OptionalLong.empty();
        boolean more = false;
        while (in.next()) {
            if (in.type() == LWTUNNEL_IP_OPT_VXLAN_GBP) {
                policy = OptionalLong.of(in.u32());
            } else {
                more = true;
            }
        }
        return more || policy.isEmpty() ? Optional.empty() : Optional.of(new TunnelOption.Vxlan(policy.getAsLong()));
    }

    private static Optional<TunnelOption.Erspan> erspan(AttributeReader in) throws DecodeException {
        OptionalInt version = OptionalInt.empty();
        OptionalLong index = OptionalLong.empty();
        OptionalInt direction = OptionalInt.empty();
        OptionalInt hardwareId = OptionalInt.empty();
        boolean more = false;
        while (in.next()) {
            switch (in.type()) {
                case LWTUNNEL_IP_OPT_ERSPAN_VER -> version = OptionalInt.of(in.u8());
                case LWTUNNEL_IP_OPT_ERSPAN_INDEX -> {
                    in.requireLength(4);
                    index = OptionalLong.of(in.be32At(0) & 0xffff_ffffL);
                }
                case LWTUNNEL_IP_OPT_ERSPAN_DIR -> direction = OptionalInt.of(in.u8());
                case LWTUNNEL_IP_OPT_ERSPAN_HWID -> hardwareId = OptionalInt.of(in.u8());
                default -> more = true;
            }
        }
        return more || version.isEmpty()
                ? Optional.empty()
                : Optional.of(new TunnelOption.Erspan(version.getAsInt(), index, direction, hardwareId));
    }

    static void write(List<TunnelOption> options, AttributeWriter out, boolean request) {
        int nested = request ? AttributeReader.NESTED : 0;
        int mark = out.open(LWTUNNEL_IP_OPTS | nested);
        for (int i = 0; i < options.size(); i++) {
            TunnelOption option = options.get(i);
            if (option instanceof TunnelOption.Other other) {
                RawAttribute attribute = other.attribute();
                out.bytes(attribute.type(), attribute.payload());
            } else if (option instanceof TunnelOption.Geneve geneve) {
                int nest = out.open(LWTUNNEL_IP_OPTS_GENEVE | nested);
                write(geneve, out);
                while (!request && i + 1 < options.size() && options.get(i + 1) instanceof TunnelOption.Geneve next) {
                    write(next, out);
                    i++;
                }
                out.close(nest);
            } else {
                write(option, out, nested);
            }
        }
        out.close(mark);
    }

    private static void write(TunnelOption.Geneve geneve, AttributeWriter out) {
        out.be16(LWTUNNEL_IP_OPT_GENEVE_CLASS, geneve.optionClass());
        out.u8(LWTUNNEL_IP_OPT_GENEVE_TYPE, geneve.type());
        out.bytes(LWTUNNEL_IP_OPT_GENEVE_DATA, geneve.data().toBytes());
    }

    private static void write(TunnelOption option, AttributeWriter out, int nested) {
        if (option instanceof TunnelOption.Vxlan vxlan) {
            int mark = out.open(LWTUNNEL_IP_OPTS_VXLAN | nested);
            out.u32(LWTUNNEL_IP_OPT_VXLAN_GBP, vxlan.groupPolicy());
            out.close(mark);
        } else if (option instanceof TunnelOption.Erspan erspan) {
            int mark = out.open(LWTUNNEL_IP_OPTS_ERSPAN | nested);
            out.u8(LWTUNNEL_IP_OPT_ERSPAN_VER, erspan.version());
            if (erspan.index().isPresent()) {
                out.be32(LWTUNNEL_IP_OPT_ERSPAN_INDEX, (int) erspan.index().getAsLong());
            }
            if (erspan.direction().isPresent()) {
                out.u8(LWTUNNEL_IP_OPT_ERSPAN_DIR, erspan.direction().getAsInt());
            }
            if (erspan.hardwareId().isPresent()) {
                out.u8(LWTUNNEL_IP_OPT_ERSPAN_HWID, erspan.hardwareId().getAsInt());
            }
            out.close(mark);
        }
    }
}
