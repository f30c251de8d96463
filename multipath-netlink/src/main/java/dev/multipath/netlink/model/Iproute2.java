package dev.multipath.netlink.model;

import java.util.List;
import java.util.Map;

/** Renders records in the words of iproute2, so that what is shown can be typed. */
public final class Iproute2 {
    private Iproute2() {}

    /** As {@code ip route show table all} prints it, defaults of the family left out; state flags follow in words. */
    public static String route(Route route, InterfaceNames names) {
        StringBuilder out = new StringBuilder(96);
        if (!route.type().equals(RouteType.UNICAST)) {
            out.append(route.type()).append(' ');
        }
        out.append(destination(route.destination()));
        route.key().source().ifPresent(source -> out.append(" from ").append(destination(source)));
        if (route.key().tos() != 0) {
            out.append(" tos 0x").append(Integer.toHexString(route.key().tos()));
        }
        if (route.target() instanceof RouteTarget.NextHopId object) {
            out.append(" nhid ").append(object.id());
        }
        if (route.target() instanceof RouteTarget.Single single) {
            hop(out, single.hop(), route.family(), names);
        }
        if (!route.table().equals(RouteTable.MAIN)) {
            out.append(" table ").append(route.table());
        }
        out.append(" proto ").append(route.protocol());
        if (!route.scope().equals(Scope.GLOBAL)) {
            out.append(" scope ").append(route.scope());
        }
        options(out, route, names);
        if (route.target() instanceof RouteTarget.Single single) {
            flags(out, single.hop());
        }
        if (route.target() instanceof RouteTarget.Multipath multipath) {
            for (NextHop leg : multipath.legs()) {
                out.append(" nexthop");
                hop(out, leg, route.family(), names);
                out.append(" weight ").append(leg.weight());
                flags(out, leg);
            }
        }
        return out.toString();
    }

    /** What follows {@code ip route get}. */
    public static String lookup(RouteLookup lookup, InterfaceNames names) {
        StringBuilder out = new StringBuilder(lookup.fibMatch() ? "fibmatch " : "").append(lookup.destination());
        lookup.source().ifPresent(source -> out.append(" from ").append(source));
        lookup.inputInterface().ifPresent(index -> out.append(" iif ").append(names.nameOf(index)));
        lookup.outputInterface().ifPresent(index -> out.append(" oif ").append(names.nameOf(index)));
        lookup.mark().ifPresent(mark -> out.append(" mark 0x").append(Long.toHexString(mark)));
        lookup.uid().ifPresent(uid -> out.append(" uid ").append(uid));
        lookup.ipProtocol().ifPresent(number -> out.append(" ipproto ").append(number));
        lookup.sourcePort().ifPresent(port -> out.append(" sport ").append(port));
        lookup.destinationPort().ifPresent(port -> out.append(" dport ").append(port));
        if (lookup.tos() != 0) {
            out.append(" tos 0x").append(Integer.toHexString(lookup.tos()));
        }
        lookup.flowLabel().ifPresent(label -> out.append(" flowlabel 0x").append(Integer.toHexString(label)));
        return out.toString();
    }

    /** As {@code ip -f mpls route} prints it. */
    public static String route(MplsRoute route, InterfaceNames names) {
        StringBuilder out = new StringBuilder(64).append(route.label());
        if (route.target() instanceof RouteTarget.Single single) {
            hop(out, single.hop(), AddressFamily.MPLS, names);
        }
        out.append(" proto ").append(route.protocol());
        route.ttlPropagate().ifPresent(on -> out.append(" ttl-propagate ").append(on == 0 ? "disabled" : "enabled"));
        if (route.target() instanceof RouteTarget.Single single) {
            flags(out, single.hop());
        }
        for (NextHop leg : route.target() instanceof RouteTarget.Multipath legs ? legs.legs() : List.<NextHop>of()) {
            out.append(" nexthop");
            hop(out, leg, AddressFamily.MPLS, names);
            out.append(" weight ").append(leg.weight());
            flags(out, leg);
        }
        return out.toString();
    }

    /** As {@code ip rule} prints it, with the words that add it again. */
    public static String rule(Rule rule) {
        return Iproute2Rule.rule(rule);
    }

    /** {@code LOCAL[ peer PEER]/LENGTH dev IF …}, as {@code ip address add} reads it. */
    public static String address(Address address, InterfaceNames names) {
        return Iproute2Address.address(address, names);
    }

    /** As {@code ip nexthop} prints it. */
    public static String nexthop(NextHopObject object, InterfaceNames names) {
        return Iproute2NextHop.nexthop(object, names);
    }

    /** {@code default}, a bare address for a host prefix, or {@code ADDRESS/LENGTH}. */
    public static String destination(IpPrefix prefix) {
        if (prefix.isAll() && prefix.address().isAny()) {
            return "default";
        }
        return prefix.isHost() ? prefix.address().toString() : prefix.toString();
    }

    private static void hop(StringBuilder out, NextHop hop, AddressFamily family, InterfaceNames names) {
        hop.labels().ifPresent(labels -> out.append(" as ").append(labels));
        hop.newDestination().ifPresent(address -> out.append(" as to ").append(address));
        hop.encapsulation()
                .ifPresent(encapsulation -> out.append(' ').append(Iproute2Encapsulation.words(encapsulation, names)));
        if (hop.gateway().isPresent()) {
            IpAddress gateway = hop.gateway().get();
            out.append(" via ");
            if (!gateway.family().equals(family)) {
                out.append(gateway.family()).append(' ');
            }
            out.append(gateway);
        }
        hop.linkGateway().ifPresent(address -> out.append(" via link ").append(address));
        if (hop.interfaceIndex() != 0) {
            out.append(" dev ").append(names.nameOf(hop.interfaceIndex()));
        }
        hop.realms().ifPresent(realms -> realms(out, realms));
    }

    private static void flags(StringBuilder out, NextHop hop) {
        int flags = hop.flags();
        append(out, flags, NextHop.DEAD, " dead");
        append(out, flags, NextHop.ONLINK, " onlink");
        append(out, flags, NextHop.PERVASIVE, " pervasive");
        append(out, flags, NextHop.OFFLOAD, " offload");
        append(out, flags, NextHop.TRAP, " trap");
        append(out, flags, NextHop.LINKDOWN, " linkdown");
        append(out, flags, NextHop.UNRESOLVED, " unresolved");
    }

    private static void append(StringBuilder out, int flags, int flag, String word) {
        if ((flags & flag) != 0) {
            out.append(word);
        }
    }

    private static void options(StringBuilder out, Route route, InterfaceNames names) {
        RouteOptions options = route.options();
        options.prefSrc().ifPresent(source -> out.append(" src ").append(source));
        route.key().priority().ifPresent(priority -> {
            if (priority != 0) {
                out.append(" metric ").append(priority);
            }
        });
        options.realms().ifPresent(realms -> realms(out, realms));
        options.mark().ifPresent(mark -> out.append(" mark 0x").append(Long.toHexString(mark)));
        options.uid().ifPresent(uid -> out.append(" uid ").append(uid));
        options.inputInterface().ifPresent(index -> out.append(" iif ").append(names.nameOf(index)));
        for (Map.Entry<RouteMetric, Long> metric : options.metrics().values().entrySet()) {
            out.append(' ').append(metric.getKey());
            out.append(options.metrics().isLocked(metric.getKey()) ? " lock " : " ")
                    .append(value(metric.getKey(), metric.getValue()));
        }
        options.metrics()
                .congestionControl()
                .ifPresent(name -> out.append(" congctl ").append(name));
        options.expires().ifPresent(seconds -> out.append(" expires ").append(seconds));
        options.preference().ifPresent(number -> {
            if (number != 0) {
                out.append(" pref ").append(number == 1 ? "high" : number == 3 ? "low" : Integer.toString(number));
            }
        });
        options.ttlPropagate().ifPresent(on -> out.append(" ttl-propagate ").append(on == 0 ? "disabled" : "enabled"));
    }

    /** The one feature bit that has a name, by its name. */
    private static String value(RouteMetric metric, long value) {
        return metric.equals(RouteMetric.FEATURES) && value == 1 ? "ecn" : Long.toString(value);
    }

    static void realms(StringBuilder out, long realms) {
        out.append(" realms ");
        if (realms >>> 16 != 0) {
            out.append(realms >>> 16).append('/');
        }
        out.append(realms & 0xffff);
    }
}
