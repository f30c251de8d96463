package dev.multipath.netlink.model;

import java.util.List;

/** Renders encapsulations in the words of {@code ip route}, from "encap" on. */
final class Iproute2Encapsulation {
    private static final String[] FLAVORS = {"psp", "usp", "usd", "next-csid"};

    private Iproute2Encapsulation() {}

    static String words(Encapsulation encapsulation, InterfaceNames names) {
        StringBuilder out = new StringBuilder("encap ");
        if (encapsulation instanceof Encapsulation.Ip ip) {
            ip(out, ip);
        } else if (encapsulation instanceof Encapsulation.Mpls mpls) {
            out.append("mpls ").append(mpls.labels());
            mpls.ttl().ifPresent(ttl -> out.append(" ttl ").append(ttl));
        } else if (encapsulation instanceof Encapsulation.Seg6 seg6) {
            seg6(out, seg6);
        } else if (encapsulation instanceof Seg6Local local) {
            local(out, local, names);
        } else if (encapsulation instanceof Encapsulation.Other other) {
            out.append("type ").append(other.type()).append(" 0x").append(other.payload());
        }
        return out.toString();
    }

    private static void ip(StringBuilder out, Encapsulation.Ip ip) {
        boolean ipv4 = ip.destination().isIpv4();
        out.append(ipv4 ? "ip" : "ip6");
        if (ip.id() != 0) {
            out.append(" id ").append(Long.toUnsignedString(ip.id()));
        }
        if (!ip.source().isAny()) {
            out.append(" src ").append(ip.source());
        }
        out.append(" dst ").append(ip.destination());
        if (ip.ttl() != 0) {
            out.append(ipv4 ? " ttl " : " hoplimit ").append(ip.ttl());
        }
        if (ip.tos() != 0) {
            out.append(ipv4 ? " tos " : " tc ").append(ip.tos());
        }
        out.append((ip.flags() & Encapsulation.Ip.KEY) != 0 ? " key" : "");
        out.append((ip.flags() & Encapsulation.Ip.CSUM) != 0 ? " csum" : "");
        out.append((ip.flags() & Encapsulation.Ip.SEQ) != 0 ? " seq" : "");
        boolean geneve = false;
        for (TunnelOption option : ip.options()) {
            option(out, option, geneve);
            geneve = option instanceof TunnelOption.Geneve;
        }
    }

    private static void option(StringBuilder out, TunnelOption option, boolean more) {
        if (option instanceof TunnelOption.Geneve geneve) {
            out.append(more ? "," : " geneve_opts ")
                    .append(Integer.toHexString(geneve.optionClass()))
                    .append(':')
                    .append(Integer.toHexString(geneve.type()))
                    .append(':')
                    .append(geneve.data());
        } else if (option instanceof TunnelOption.Vxlan vxlan) {
            out.append(" vxlan_opts ").append(vxlan.groupPolicy());
        } else if (option instanceof TunnelOption.Erspan erspan) {
            out.append(" erspan_opts ").append(erspan.version()).append(':');
            erspan.index().ifPresent(out::append);
            out.append(':');
            erspan.direction().ifPresent(out::append);
            out.append(':');
            erspan.hardwareId().ifPresent(out::append);
        }
    }

    private static void seg6(StringBuilder out, Encapsulation.Seg6 seg6) {
        out.append("seg6 mode ").append(seg6.mode());
        header(out, seg6.header(), seg6.mode().equals(Seg6Mode.INLINE));
        seg6.source().ifPresent(source -> out.append(" tunsrc ").append(source));
    }

    /** @param inline whether {@code ip} puts the place of the packet's own destination, {@code ::}, behind the segments */
    private static void header(StringBuilder out, SegmentRoutingHeader header, boolean inline) {
        List<IpAddress> segments = header.segments();
        int count = segments.size();
        if (inline && count > 1 && segments.get(count - 1).isAny()) {
            count--;
        }
        out.append(" segs ");
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append(segments.get(i));
        }
        header.hmacKeyId().ifPresent(key -> out.append(" hmac ").append(key));
    }

    private static void local(StringBuilder out, Seg6Local local, InterfaceNames names) {
        out.append("seg6local action ").append(local.action());
        local.table().ifPresent(table -> out.append(" table ").append(RouteTable.of(table)));
        local.vrfTable().ifPresent(table -> out.append(" vrftable ").append(RouteTable.of(table)));
        local.nextHop4().ifPresent(address -> out.append(" nh4 ").append(address));
        local.nextHop6().ifPresent(address -> out.append(" nh6 ").append(address));
        local.inputInterface().ifPresent(index -> out.append(" iif ").append(names.nameOf(index)));
        local.outputInterface().ifPresent(index -> out.append(" oif ").append(names.nameOf(index)));
        local.header().ifPresent(header -> {
            out.append(" srh");
            header(out, header, local.action().equals(Seg6Action.END_B6));
        });
        local.flavors().ifPresent(flavors -> flavors(out, flavors));
        local.program()
                .ifPresent(program -> out.append(" endpoint ")
                        .append(program.name())
                        .append(" id ")
                        .append(program.number()));
        if (local.counters().isPresent()) {
            out.append(" count");
        }
    }

    private static void flavors(StringBuilder out, Seg6Local.Flavors flavors) {
        out.append(" flavors ");
        boolean first = true;
        for (int i = 0; i < FLAVORS.length; i++) {
            if ((flavors.operations() & 1L << (i + 1)) != 0) {
                out.append(first ? "" : ",").append(FLAVORS[i]);
                first = false;
            }
        }
        flavors.blockBits().ifPresent(bits -> out.append(" lblen ").append(bits));
        flavors.functionBits().ifPresent(bits -> out.append(" nflen ").append(bits));
    }
}
