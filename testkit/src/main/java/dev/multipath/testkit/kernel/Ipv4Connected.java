package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import java.util.ArrayList;
import java.util.List;

/** The routes that come with an IPv4 address: {@code fib_add_ifaddr}. */
final class Ipv4Connected {
    private static final long ALL_ONES = 0xffff_ffffL;

    private Ipv4Connected() {}

    /**
     * Local, connected and broadcast routes.
     *
     * @param primary the address whose subnet it shares; itself when it is none's secondary
     */
    static List<Route> routes(Address address, Address primary, FakeLink link) {
        List<Route> routes = new ArrayList<>();
        IpAddress source = primary.local();
        routes.add(route(IpPrefix.host(address.local()), RouteType.LOCAL, source, link));
        if (!link.up) {
            return routes;
        }
        if (address.broadcast().isPresent() && address.broadcast().get().low() != ALL_ONES) {
            routes.add(route(IpPrefix.host(address.broadcast().get()), RouteType.BROADCAST, source, link));
        }
        boolean secondary = (address.flags() & FakeAddresses.SECONDARY) != 0;
        IpPrefix subnet = address.onLinkPrefix();
        boolean alone = subnet.isHost() && subnet.address().equals(address.local());
        if (secondary || alone || subnet.address().isAny()) {
            return routes;
        }
        if ((address.flags() & Address.NO_PREFIX_ROUTE) == 0) {
            RouteType type = link.isLoopback() ? RouteType.LOCAL : RouteType.UNICAST;
            Route route = route(subnet, type, source, link);
            routes.add(
                    address.routePriority().isPresent()
                            ? route.priority(address.routePriority().getAsLong())
                            : route);
        }
        if (subnet.length() < 31) {
            long last = subnet.address().low() | (ALL_ONES >>> subnet.length());
            routes.add(route(IpPrefix.host(IpAddress.ipv4((int) last)), RouteType.BROADCAST, source, link));
        }
        return routes;
    }

    private static Route route(IpPrefix destination, RouteType type, IpAddress source, FakeLink link) {
        int carrier = link.carrier || type.equals(RouteType.LOCAL) ? 0 : NextHop.LINKDOWN;
        return Route.to(destination)
                .type(type)
                .protocol(Protocol.KERNEL)
                .table(type.equals(RouteType.UNICAST) ? RouteTable.MAIN : RouteTable.LOCAL)
                .scope(type.equals(RouteType.LOCAL) ? Scope.HOST : Scope.LINK)
                .target(RouteTarget.single(NextHop.dev(link.index).flags(carrier)))
                .prefSrc(source);
    }

    /** {@code scope host}, as loopback addresses have. */
    static Address hostScope(Address address) {
        return scope(address, Scope.HOST);
    }

    /** {@code scope link}, as fe80::… has. */
    static Address linkScope(Address address) {
        return scope(address, Scope.LINK);
    }

    private static Address scope(Address address, Scope scope) {
        return new Address(
                address.interfaceIndex(),
                address.local(),
                address.prefixLength(),
                address.peer(),
                address.broadcast(),
                address.label(),
                scope,
                address.flags(),
                address.lifetime(),
                address.routePriority(),
                address.protocol(),
                address.unknown());
    }
}
