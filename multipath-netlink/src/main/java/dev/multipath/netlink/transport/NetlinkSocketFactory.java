package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;

/** What a handle needs of the system, netlink sockets in a namespace above all: the real one is {@link #system()}, a test may give its own. */
public interface NetlinkSocketFactory {

    /**
     * A connected {@code NETLINK_ROUTE} socket in the given namespace.
     *
     * @throws ErrnoException with the call that failed; {@code ENOPROTOOPT} names what the kernel lacks
     */
    NetlinkSocket open(NetNs namespace) throws ErrnoException;

    /**
     * A connected socket of another netlink family in the given namespace. Whatever knows {@code NETLINK_ROUTE} only, as
     * a fake kernel may, need not override this.
     *
     * @throws ErrnoException with the call that failed; {@code EPROTONOSUPPORT} where there is no such family
     */
    default NetlinkSocket open(NetNs namespace, NetlinkFamily family) throws ErrnoException {
        if (family.equals(NetlinkFamily.ROUTE)) {
            return open(namespace);
        }
        throw new ErrnoException("socket of " + family, Errno.EPROTONOSUPPORT.value());
    }

    /**
     * Makes a tun or tap device in the given namespace, which no netlink message does; here, in whatever stands in the
     * system's place, there is no driver for it.
     *
     * @return its name
     * @throws ErrnoException {@code EBUSY} where the name is taken; {@code ENOENT} without {@code /dev/net/tun}, {@code
     *     ENODEV} without the driver; {@code EPERM} without CAP_NET_ADMIN
     */
    default String makeTunTap(NetNs namespace, TunTap device) throws ErrnoException {
        throw new ErrnoException("open /dev/net/tun", Errno.ENODEV.value());
    }

    /** The operating system's sockets. */
    static NetlinkSocketFactory system() {
        return JnrTransport.SOCKETS;
    }
}
