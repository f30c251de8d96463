package dev.multipath.netlink;

import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** The handle a {@link RouteView} lists by, which it gets anew when the socket fails. Closed by any thread. */
final class ViewHandle implements AutoCloseable {
    /** Full tables take long to list. */
    private static final Duration LIST_TIMEOUT = Duration.ofMinutes(1);

    private final NetNs namespace;
    private final NetlinkSocketFactory sockets;
    private volatile RtNetlink netlink;
    private volatile boolean closed;

    /** @throws NetlinkException when there is no socket to be had */
    ViewHandle(NetNs namespace, NetlinkSocketFactory sockets) {
        this.namespace = namespace;
        this.sockets = sockets;
        this.netlink = RtNetlink.open(namespace, sockets).withTimeout(LIST_TIMEOUT);
    }

    RtNetlink netlink() {
        return netlink;
    }

    /** Tries to get a new socket; without one the old one stays. */
    void reconnect() {
        try {
            RtNetlink fresh = RtNetlink.open(namespace, sockets).withTimeout(LIST_TIMEOUT);
            netlink.close();
            netlink = fresh;
            if (closed) {
                fresh.close();
            }
        } catch (NetlinkException e) {
            LoggerFactory.getLogger(RouteView.class).debug("rtnetlink view: no new socket yet", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        netlink.close();
    }
}
