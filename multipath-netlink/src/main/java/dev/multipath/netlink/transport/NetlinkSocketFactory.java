package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;

/** Opens netlink sockets in a namespace: the real one is {@link #system()}, a test may give its own. */
public interface NetlinkSocketFactory {

    /**
     * A connected {@code NETLINK_ROUTE} socket in the given namespace.
     *
     * @throws ErrnoException with the call that failed; {@code ENOPROTOOPT} names what the kernel lacks
     */
    NetlinkSocket open(NetNs namespace) throws ErrnoException;

    /** The operating system's sockets. */
    static NetlinkSocketFactory system() {
        return JnrTransport.SOCKETS;
    }
}
