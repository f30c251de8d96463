package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the kernel makes of an IPv6 route before it adds it: {@code ip6_route_info_create}, its refusals included. */
final class Ipv6RouteChecks {
    private static final long DEFAULT_PRIORITY = 1024;

    private final FakeLinks links;
    private final FakeAddresses addresses;
    private final FakeNextHops nextHops;
    private final Ipv6Lookup lookup;

    Ipv6RouteChecks(FakeLinks links, FakeAddresses addresses, FakeNextHops nextHops, Ipv6Lookup lookup) {
        this.links = links;
        this.addresses = addresses;
        this.nextHops = nextHops;
        this.lookup = lookup;
    }

    /** The route as the kernel keeps it: one entry a leg, host bits masked, priority explicit, scope gone. */
    List<Ipv6Entry> check(Route request) throws Refusal {
        if (request.key().tos() != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid dsfield (tos): option not available for IPv6");
        }
        Route bare = bare(request);
        if (request.target() instanceof RouteTarget.NextHopId object) {
            nextHops.requireIpv6(object.id());
            return List.of(new Ipv6Entry(bare.target(new RouteTarget.NextHopId(object.id())), Optional.empty()));
        }
        if (request.type().value() >= RouteType.BLACKHOLE.value()) {
            return List.of(new Ipv6Entry(bare, Optional.empty()));
        }
        List<NextHop> hops = request.target().hops();
        if (hops.isEmpty()) {
            throw new Refusal(Errno.ENODEV);
        }
        boolean several = request.target() instanceof RouteTarget.Multipath;
        List<Ipv6Entry> legs = new ArrayList<>();
        for (NextHop hop : hops) {
            if (several && hop.gateway().isEmpty()) {
                throw new Refusal(
                        Errno.EINVAL,
                        "Device only routes can not be added for IPv6 using the multipath API.",
                        Rta.RTA_MULTIPATH);
            }
            legs.add(new Ipv6Entry(bare, Optional.of(hop(request, hop))));
        }
        return legs;
    }

    private static Route bare(Route request) {
        RouteKey key = request.key().effective();
        long priority = key.effectivePriority() == 0 ? DEFAULT_PRIORITY : key.effectivePriority();
        RouteKey kept = new RouteKey(key.destination(), key.source(), key.table(), 0, OptionalLong.of(priority));
        Protocol protocol = request.protocol().value() == 0 ? Protocol.BOOT : request.protocol();
        RouteOptions options = request.options().preference().isPresent()
                ? request.options()
                : request.options().preference(0);
        return request.key(kept)
                .protocol(protocol)
                .scope(Scope.GLOBAL)
                .target(RouteTarget.none())
                .options(options);
    }

    private NextHop hop(Route request, NextHop hop) throws Refusal {
        FakeLink device = null;
        if (hop.interfaceIndex() != 0) {
            device = links.find(hop.interfaceIndex());
            if (device == null) {
                throw new Refusal(Errno.ENODEV);
            }
        }
        if (hop.isOnlink()) {
            if (device == null) {
                throw new Refusal(Errno.EINVAL, "Nexthop device required for onlink");
            }
            if (!device.up) {
                throw new Refusal(Errno.ENETDOWN, "Nexthop device is not up");
            }
        }
        if (hop.gateway().isPresent()) {
            device = behind(request.table().value(), hop, device);
        }
        if (device == null) {
            throw new Refusal(Errno.ENODEV);
        }
        if (!device.up) {
            throw new Refusal(Errno.ENETDOWN, "Nexthop device is not up");
        }
        prefSrc(request);
        NextHop found = hop.interfaceIndex() == 0 ? Legs.by(hop, device.index) : hop;
        int configured = hop.flags() & NextHop.CONFIGURED;
        return found.flags(device.carrier ? configured : configured | NextHop.LINKDOWN);
    }

    private FakeLink behind(long table, NextHop hop, @Nullable FakeLink given) throws Refusal {
        IpAddress gateway = hop.gateway().orElseThrow();
        if (gateway.isIpv4()) {
            throw new Refusal(Errno.EINVAL, "IPv6 does not support RTA_VIA attribute", Rta.RTA_VIA);
        }
        if (gateway.isMulticast() || gateway.isAny() || gateway.isLoopback()) {
            throw new Refusal(Errno.EINVAL, "Invalid gateway address");
        }
        int scope = gateway.isLinkLocal() && given != null ? given.index : 0;
        if (addresses.isUsable(gateway, scope)) {
            throw new Refusal(Errno.EINVAL, "Gateway can not be a local address");
        }
        FakeLink device = given;
        if (!gateway.isLinkLocal() && !hop.isOnlink()) {
            int index = lookup.gateway(table, Flow.to(gateway, hop.interfaceIndex()));
            device = links.find(index);
        }
        if (device == null) {
            throw new Refusal(Errno.EINVAL, "Egress device not specified");
        }
        if (device.isLoopback()) {
            throw new Refusal(Errno.EINVAL, "Egress device can not be loopback device for this route");
        }
        return device;
    }

    private void prefSrc(Route request) throws Refusal {
        Optional<IpAddress> source = request.options().prefSrc();
        if (source.isPresent() && !addresses.isUsable(source.get(), 0)) {
            throw new Refusal(Errno.EINVAL, "Invalid source address");
        }
    }

    static Route withoutPrefSrc(Route route) {
        RouteOptions old = route.options();
        RouteOptions kept = RouteOptions.NONE.metrics(old.metrics());
        if (old.preference().isPresent()) {
            kept = kept.preference(old.preference().getAsInt());
        }
        if (old.expires().isPresent()) {
            kept = kept.expires(old.expires().getAsLong());
        }
        return route.options(kept);
    }
}
