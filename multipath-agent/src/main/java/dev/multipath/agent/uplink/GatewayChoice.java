package dev.multipath.agent.uplink;

import dev.multipath.agent.config.GatewaySetting;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where an uplink's gateway comes from: the configuration, the peer of a point-to-point link, the default routes that
 * others put into the kernel, a DHCP lease, or what was learnt from such routes before.
 *
 * <p>A route comes before a lease: the client that holds the lease makes the route of it, and where they differ somebody
 * wanted another gateway. What was remembered comes last, since it is the oldest.
 *
 * <p>Routes of the agent's own protocol never count: the agent must not learn from itself.
 */
public final class GatewayChoice {
    private GatewayChoice() {}

    /**
     * The gateway of one family of a device.
     *
     * @param addresses of this family on this device
     * @param routes any routes; only defaults of this family over this device are looked at
     * @param leases newest first; those for other devices are passed over
     * @param remembered what was learnt earlier, from whatever source
     * @param own the agent's protocol number
     */
    public static Optional<Gateway> choose(
            GatewaySetting setting,
            AddressFamily family,
            Link link,
            List<Address> addresses,
            List<Route> routes,
            List<Lease> leases,
            Optional<Gateway> remembered,
            Protocol own) {
        if (setting instanceof GatewaySetting.Fixed fixed) {
            return Optional.of(Gateway.of(fixed.address(), Gateway.CONFIGURED));
        }
        if (setting instanceof GatewaySetting.None) {
            return Optional.of(Gateway.deviceOnly(Gateway.CONFIGURED));
        }
        if (setting instanceof GatewaySetting.Off) {
            return Optional.empty();
        }
        if (setting instanceof GatewaySetting.Dhcp) {
            return leased(family, link, addresses, leases);
        }
        Optional<Gateway> peer = peer(addresses);
        if (peer.isPresent() || setting instanceof GatewaySetting.Peer) {
            return peer;
        }
        Optional<Gateway> learnt = fromRoutes(family, link, routes, own);
        return learnt.or(() -> leased(family, link, addresses, leases))
                .or(() -> remembered.filter(gateway -> stillFits(gateway, link, addresses)));
    }

    private static Optional<Gateway> peer(List<Address> addresses) {
        for (Address address : addresses) {
            if (address.peer().isPresent()) {
                return Optional.of(Gateway.of(address.peer().get(), Gateway.PEER));
            }
        }
        return Optional.empty();
    }

    private static Optional<Gateway> leased(
            AddressFamily family, Link link, List<Address> addresses, List<Lease> leases) {
        for (Lease lease : leases) {
            Optional<IpAddress> gateway =
                    lease.gateway().filter(hop -> hop.family().equals(family));
            if (gateway.isPresent() && lease.isInForce(link, addresses)) {
                return Optional.of(Gateway.of(gateway.get(), Gateway.LEASE + " (" + lease.client() + ")"));
            }
        }
        return Optional.empty();
    }

    /** The best of the device's default routes: of table main rather than another, lowest metric, first of equals. */
    private static Optional<Gateway> fromRoutes(AddressFamily family, Link link, List<Route> routes, Protocol own) {
        return routes.stream()
                .filter(route -> route.isDefault()
                        && route.family().equals(family)
                        && !route.protocol().equals(own)
                        && over(link, family, route).isPresent())
                .min(Comparator.comparing((Route route) -> !route.table().equals(RouteTable.MAIN))
                        .thenComparing(route -> route.key().effectivePriority()))
                .flatMap(route -> over(link, family, route));
    }

    /** A way without a gateway is one only where there is nobody else on the link. */
    private static Optional<Gateway> over(Link link, AddressFamily family, Route route) {
        List<NextHop> hops = route.target() instanceof RouteTarget.NextHopId object
                ? object.shown()
                : route.target().hops();
        for (NextHop hop : hops) {
            if (hop.interfaceIndex() != link.index()) {
                continue;
            }
            Optional<IpAddress> gateway = hop.gateway();
            boolean alone = gateway.isEmpty() && (link.isPointToPoint() || !isEthernet(link));
            if (alone
                    || gateway.filter(address -> address.family().equals(family))
                            .isPresent()) {
                return Optional.of(new Gateway(gateway, Gateway.KERNEL_ROUTE));
            }
        }
        return Optional.empty();
    }

    private static boolean isEthernet(Link link) {
        return link.type() == 1;
    }

    /** A remembered gateway is believed while an address of the device still has it on its subnet. */
    private static boolean stillFits(Gateway gateway, Link link, List<Address> addresses) {
        if (gateway.address().isEmpty()) {
            return link.isPointToPoint() && !addresses.isEmpty();
        }
        IpAddress hop = gateway.address().get();
        boolean everywhere = hop.isIpv6() && hop.isLinkLocal();
        for (Address address : addresses) {
            if (everywhere || address.onLinkPrefix().contains(hop)) {
                return true;
            }
        }
        return false;
    }
}
