package dev.multipath.netlink;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about routes. */
final class RouteRequest {
    /** {@code RTM_F_LOOKUP_TABLE}: the answer names the table the route was found in. */
    private static final int RTM_F_LOOKUP_TABLE = 0x1000;

    private RouteRequest() {}

    /**
     * Adds, replaces or deletes one.
     *
     * @param verb as {@code "add"}
     */
    record Change(int type, int flags, Route route, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            RouteCodec.encodeRequest(route, message);
        }

        @Override
        public String words() {
            boolean ipv4 = route.family().value() == AddressFamily.INET.value();
            return (ipv4 ? "ip route " : "ip -6 route ") + verb + " " + Iproute2.route(route, InterfaceNames.NUMBERS);
        }
    }

    /** Dumps those of one family that a filter lets through. */
    record Dump(AddressFamily family, RouteFilter filter) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETROUTE;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(family.value()).u8(0).u8(0).u8(0).u8(0);
            message.u8(filter.protocol().isPresent() ? filter.protocol().get().value() : 0);
            message.u8(0)
                    .u8(filter.type().isPresent() ? filter.type().get().value() : 0)
                    .u32(0);
            AttributeWriter out = message.attributes();
            if (filter.table().isPresent()) {
                out.u32(Rta.RTA_TABLE, filter.table().get().value());
            }
            if (filter.interfaceIndex().isPresent()) {
                out.u32(Rta.RTA_OIF, filter.interfaceIndex().getAsInt());
            }
        }

        @Override
        public String words() {
            boolean ipv4 = family.value() == AddressFamily.INET.value();
            StringBuilder out = new StringBuilder(ipv4 ? "ip route show table " : "ip -6 route show table ");
            out.append(filter.table().isPresent() ? filter.table().get().toString() : "all");
            filter.type().ifPresent(type -> out.append(" type ").append(type));
            filter.protocol().ifPresent(protocol -> out.append(" proto ").append(protocol));
            filter.interfaceIndex().ifPresent(index -> out.append(" dev if").append(index));
            return out.toString();
        }
    }

    /** Asks which route a packet would take. */
    record Get(RouteLookup lookup) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETROUTE;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            IpAddress to = lookup.destination();
            message.u8(to.family().value()).u8(to.bitLength());
            message.u8(lookup.source().isPresent() ? lookup.source().get().bitLength() : 0);
            message.u8(lookup.tos()).u8(0).u8(0).u8(0).u8(0).u32(to.isIpv4() ? RTM_F_LOOKUP_TABLE : 0);
            AttributeWriter out = message.attributes();
            address(out, Rta.RTA_DST, to);
            if (lookup.source().isPresent()) {
                address(out, Rta.RTA_SRC, lookup.source().get());
            }
            if (lookup.inputInterface().isPresent()) {
                out.u32(Rta.RTA_IIF, lookup.inputInterface().getAsInt());
            }
            if (lookup.outputInterface().isPresent()) {
                out.u32(Rta.RTA_OIF, lookup.outputInterface().getAsInt());
            }
            if (lookup.mark().isPresent()) {
                out.u32(Rta.RTA_MARK, lookup.mark().getAsLong());
            }
            if (lookup.uid().isPresent()) {
                out.u32(Rta.RTA_UID, lookup.uid().getAsLong());
            }
            ports(out);
        }

        private void ports(AttributeWriter out) {
            if (lookup.ipProtocol().isPresent()) {
                out.u8(Rta.RTA_IP_PROTO, lookup.ipProtocol().getAsInt());
            }
            if (lookup.sourcePort().isPresent()) {
                out.be16(Rta.RTA_SPORT, lookup.sourcePort().getAsInt());
            }
            if (lookup.destinationPort().isPresent()) {
                out.be16(Rta.RTA_DPORT, lookup.destinationPort().getAsInt());
            }
        }

        private static void address(AttributeWriter out, int type, IpAddress address) {
            if (address.isIpv4()) {
                out.be32(type, (int) address.low());
            } else {
                out.be128(type, address.high(), address.low());
            }
        }

        @Override
        public String words() {
            StringBuilder out = new StringBuilder("ip route get ").append(lookup.destination());
            lookup.source().ifPresent(source -> out.append(" from ").append(source));
            lookup.inputInterface().ifPresent(index -> out.append(" iif if").append(index));
            lookup.outputInterface().ifPresent(index -> out.append(" oif if").append(index));
            lookup.mark().ifPresent(mark -> out.append(" mark 0x").append(Long.toHexString(mark)));
            lookup.uid().ifPresent(uid -> out.append(" uid ").append(uid));
            lookup.ipProtocol().ifPresent(number -> out.append(" ipproto ").append(number));
            lookup.sourcePort().ifPresent(port -> out.append(" sport ").append(port));
            lookup.destinationPort().ifPresent(port -> out.append(" dport ").append(port));
            if (lookup.tos() != 0) {
                out.append(" tos 0x").append(Integer.toHexString(lookup.tos()));
            }
            return out.toString();
        }
    }
}
