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
import java.util.List;
import java.util.Optional;

/**
 * Where an uplink's gateway comes from: the configuration, the peer of a point-to-point link, the kernel's own default
 * routes, or what was learnt from them before.
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
     * @param remembered what was learnt earlier, from whatever source
     * @param own the agent's protocol number
     */
    public static Optional<Gateway> choose(
            GatewaySetting setting,
            AddressFamily family,
            Link link,
            List<Address> addresses,
            List<Route> routes,
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
        Optional<Gateway> peer = peer(addresses);
        if (peer.isPresent() || setting instanceof GatewaySetting.Peer) {
            return peer;
        }
        Optional<Gateway> learnt = fromRoutes(family, link, routes, own);
        return learnt.isPresent() ? learnt : remembered.filter(gateway -> stillFits(gateway, link, addresses));
    }

    private static Optional<Gateway> peer(List<Address> addresses) {
        for (Address address : addresses) {
            if (address.peer().isPresent()) {
                return Optional.of(Gateway.of(address.peer().get(), Gateway.PEER));
            }
        }
        return Optional.empty();
    }

    /** The best of the device's default routes in table main: lowest metric, first of equals. */
    private static Optional<Gateway> fromRoutes(AddressFamily family, Link link, List<Route> routes, Protocol own) {
        Optional<Gateway> best = Optional.empty();
        long bestPriority = Long.MAX_VALUE;
        for (Route route : routes) {
            boolean foreignDefault = route.isDefault()
                    && route.family().equals(family)
                    && route.table().equals(RouteTable.MAIN)
                    && !route.protocol().equals(own);
            if (!foreignDefault || route.key().effectivePriority() >= bestPriority) {
                continue;
            }
            Optional<Gateway> found = over(link, family, route);
            if (found.isPresent()) {
                best = found;
                bestPriority = route.key().effectivePriority();
            }
        }
        return best;
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
