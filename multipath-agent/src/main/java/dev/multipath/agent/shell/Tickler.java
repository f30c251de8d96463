package dev.multipath.agent.shell;

import dev.multipath.agent.flows.TickleAck;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.PacketSocket;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands {@linkplain TickleAck tickle ACKs} to hosts this machine has a neighbour for, itself or a router on the way to it.
 * Past netfilter: connection tracking would take one for the beginning of a connection.
 */
final class Tickler {
    private static final Logger LOG = LoggerFactory.getLogger(Tickler.class);

    /** @param neighbour empty on a link without addresses */
    private record Way(int interfaceIndex, Optional<HardwareAddress> neighbour) {}

    private final RtNetlink netlink;
    private final PacketSocket socket;
    private final Map<IpAddress, Optional<Way>> ways = new HashMap<>();

    private Tickler(RtNetlink netlink, PacketSocket socket) {
        this.netlink = netlink;
        this.socket = socket;
    }

    /**
     * Sends all for which there is a way, once.
     *
     * @throws ErrnoException {@code EPERM} without CAP_NET_RAW
     * @throws NetlinkException when the kernel cannot be asked
     */
    static void send(Collection<TickleAck> tickles) throws ErrnoException {
        if (tickles.isEmpty()) {
            return;
        }
        try (RtNetlink netlink = RtNetlink.open();
                PacketSocket socket = PacketSocket.open()) {
            Tickler tickler = new Tickler(netlink, socket);
            tickles.forEach(tickler::send);
        }
    }

    private void send(TickleAck tickle) {
        Optional<Way> way = ways.computeIfAbsent(tickle.to().address(), this::way);
        if (way.isEmpty()) {
            return;
        }
        try {
            boolean sent = socket.send(way.get().interfaceIndex(), way.get().neighbour(), tickle.packet());
            LOG.debug("{} to {}", sent ? "tickled" : "no room for a tickle", tickle.to());
        } catch (ErrnoException refused) {
            LOG.debug("{}: {}", tickle.to(), refused.getMessage());
        }
    }

    /** None to what cannot be reached, or not any more: that keeps nobody from the others. */
    private Optional<Way> way(IpAddress host) {
        try {
            return near(host);
        } catch (NetlinkException.Rejected unreachable) {
            LOG.debug("no tickle to {}: {}", host, unreachable.getMessage());
            return Optional.empty();
        }
    }

    /** Over a route of its own, never by a default: such a host is not behind this machine. */
    private Optional<Way> near(IpAddress host) {
        Route route = netlink.routes()
                .lookup(RouteLookup.to(host).toBuilder().fibMatch(true).build());
        boolean near = route.type().equals(RouteType.UNICAST)
                && route.key().destination().length() > 0
                && route.target() instanceof RouteTarget.Single;
        if (!near) {
            return Optional.empty();
        }
        NextHop hop = ((RouteTarget.Single) route.target()).hop();
        int interfaceIndex = hop.interfaceIndex();
        if (netlink.links().get(interfaceIndex).map(Tickler::isUnaddressed).orElse(true)) {
            return Optional.of(new Way(interfaceIndex, Optional.empty()));
        }
        return netlink.neighbours()
                .get(interfaceIndex, hop.gateway().orElse(host))
                .flatMap(Neighbour::hardwareAddress)
                .map(address -> new Way(interfaceIndex, Optional.of(address)));
    }

    private static boolean isUnaddressed(Link link) {
        return (link.flags() & Link.NOARP) != 0;
    }
}
