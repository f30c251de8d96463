package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;

/** What the kernel makes of an IPv4 route before it adds it: {@code fib_create_info}, its refusals included. */
final class Ipv4RouteChecks {
    private final FakeLinks links;
    private final FakeAddresses addresses;
    private final FakeNextHops nextHops;
    private final Ipv4Lookup lookup;

    Ipv4RouteChecks(FakeLinks links, FakeAddresses addresses, FakeNextHops nextHops, Ipv4Lookup lookup) {
        this.links = links;
        this.addresses = addresses;
        this.nextHops = nextHops;
        this.lookup = lookup;
    }

    /** The route as it will stand in its table: devices found, state of its legs known. */
    Route check(Route request) throws Refusal {
        RouteType type = request.type();
        if (!Ipv4Routes.isValid(request.destination())) {
            throw new Refusal(Errno.EINVAL, "Invalid prefix for given prefix length");
        }
        if (type.value() > RouteType.NAT.value() + 1) {
            throw new Refusal(Errno.EINVAL, "Invalid route type");
        }
        if (least(type).value() > request.scope().value()) {
            throw new Refusal(Errno.EINVAL, "Invalid scope");
        }
        boolean nowhere = type.value() >= RouteType.BLACKHOLE.value();
        RouteTarget target = request.target();
        if (target instanceof RouteTarget.NextHopId object) {
            nextHops.require(object.id());
            return request;
        }
        List<NextHop> hops = target.hops();
        if (nowhere) {
            if (!hops.isEmpty()) {
                throw new Refusal(
                        Errno.EINVAL, "Gateway, device and multipath can not be specified for this route type");
            }
            return request;
        }
        Route checked = Legs.with(request, hops(request, hops));
        prefSrc(checked);
        return checked;
    }

    private List<NextHop> hops(Route request, List<NextHop> hops) throws Refusal {
        if (hops.isEmpty()) {
            throw new Refusal(Errno.ENODEV);
        }
        List<NextHop> checked = new ArrayList<>();
        for (NextHop hop : hops) {
            checked.add(hop(request, hop));
        }
        return checked;
    }

    private NextHop hop(Route request, NextHop hop) throws Refusal {
        if (request.scope().equals(Scope.HOST)) {
            if (hop.gateway().isPresent()) {
                throw new Refusal(Errno.EINVAL, "Route with host scope can not have a gateway");
            }
            device(hop.interfaceIndex());
            return hop;
        }
        if (hop.gateway().isEmpty()) {
            return direct(hop);
        }
        return hop.isOnlink() ? onlink(request, hop) : behind(request, hop);
    }

    private NextHop direct(NextHop hop) throws Refusal {
        if ((hop.flags() & (NextHop.ONLINK | NextHop.PERVASIVE)) != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid flags for nexthop - PERVASIVE and ONLINK can not be set");
        }
        FakeLink device = device(hop.interfaceIndex());
        if (!device.up) {
            throw new Refusal(Errno.ENETDOWN, "Device for nexthop is not up");
        }
        return state(hop, device);
    }

    private NextHop onlink(Route request, NextHop hop) throws Refusal {
        if (request.scope().value() >= Scope.LINK.value()) {
            throw new Refusal(Errno.EINVAL, "Nexthop has invalid scope");
        }
        FakeLink device = links.find(hop.interfaceIndex());
        if (device == null) {
            throw new Refusal(Errno.ENODEV, "Nexthop device required for onlink");
        }
        if (!device.up) {
            throw new Refusal(Errno.ENETDOWN, "Nexthop device is not up");
        }
        if (addresses.isLocal(hop.gateway().orElseThrow(), 0)) {
            throw new Refusal(Errno.EINVAL, "Nexthop has invalid gateway");
        }
        return state(hop, device);
    }

    /** Looks the gateway up: in the route's own table first, then as a packet would. */
    private NextHop behind(Route request, NextHop hop) throws Refusal {
        IpAddress gateway = hop.gateway().orElseThrow();
        if (gateway.isIpv6()) {
            return state(hop, device(hop.interfaceIndex()));
        }
        int scope = Math.max(request.scope().value() + 1, Scope.LINK.value());
        Flow flow = Flow.to(gateway, hop.interfaceIndex());
        Ipv4Lookup.Found found = lookup.gateway(request.table().value(), flow, scope);
        if (!found.route().type().equals(RouteType.UNICAST)
                && !found.route().type().equals(RouteType.LOCAL)) {
            throw new Refusal(Errno.EINVAL, "Nexthop has invalid gateway");
        }
        FakeLink device = links.find(found.hop().interfaceIndex());
        if (device == null) {
            throw new Refusal(Errno.EINVAL, "No egress device for nexthop gateway");
        }
        if (!device.up) {
            throw new Refusal(Errno.ENETDOWN);
        }
        return state(hop.interfaceIndex() == 0 ? Legs.by(hop, device.index) : hop, device);
    }

    private FakeLink device(int index) throws Refusal {
        FakeLink device = links.find(index);
        if (device == null) {
            throw new Refusal(Errno.ENODEV);
        }
        return device;
    }

    private static NextHop state(NextHop hop, FakeLink device) {
        int configured = hop.flags() & NextHop.CONFIGURED;
        return hop.flags(device.carrier ? configured : configured | NextHop.LINKDOWN);
    }

    private void prefSrc(Route route) throws Refusal {
        if (route.options().prefSrc().isEmpty()) {
            return;
        }
        IpAddress source = route.options().prefSrc().get();
        boolean itself = route.type().equals(RouteType.LOCAL)
                && route.destination().address().equals(source);
        if (!itself && !addresses.isLocal(source, 0) && !lookup.isLocal(RouteTable.LOCAL.value(), source)) {
            throw new Refusal(Errno.EINVAL, "Invalid prefsrc address", Rta.RTA_PREFSRC);
        }
    }

    /** {@code fib_props}: the widest scope a route of this type may have. */
    private static Scope least(RouteType type) {
        return switch (type.value()) {
            case 0 -> Scope.NOWHERE;
            case 2 -> Scope.HOST;
            case 3, 4 -> Scope.LINK;
            default -> Scope.GLOBAL;
        };
    }
}
