package dev.multipath.netlink;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteLookupCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about routes. */
final class RouteRequest {
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
            RouteLookupCodec.encode(lookup, message);
        }

        @Override
        public String words() {
            return "ip route get " + lookup;
        }
    }
}
