package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.PacketSocket;
import dev.multipath.netlink.transport.Poller;
import dev.multipath.netlink.transport.TunTap;
import java.util.List;
import java.util.Set;
import jnr.constants.platform.Errno;

/** What {@code transport} asks of this package. */
public final class JnrTransport {
    /** The operating system's netlink sockets. A class, since a lambda would cost start-up time. */
    public static final NetlinkSocketFactory SOCKETS = new NetlinkSocketFactory() {
        @Override
        public NetlinkSocket open(NetNs namespace) throws ErrnoException {
            return JnrNetlinkSocket.open(namespace, NetlinkFamily.ROUTE);
        }

        @Override
        public NetlinkSocket open(NetNs namespace, NetlinkFamily family) throws ErrnoException {
            return JnrNetlinkSocket.open(namespace, family);
        }

        @Override
        public String makeTunTap(NetNs namespace, TunTap device) throws ErrnoException {
            return TunDevices.make(namespace, device);
        }
    };

    private JnrTransport() {}

    /** An {@link IcmpSocket}: raw where that is allowed, else a datagram one. */
    public static IcmpSocket icmp(NetNs namespace, AddressFamily family, String device, IpAddress source)
            throws ErrnoException {
        return JnrIcmpSocket.open(namespace, family, device, source);
    }

    /** A {@link ConnectedSocket}. */
    public static ConnectedSocket connected(
            NetNs namespace, ConnectedSocket.Kind kind, String device, IpAddress source, IpAddress peer, int port)
            throws ErrnoException {
        return JnrConnectedSocket.open(namespace, kind, device, source, peer, port);
    }

    /** A {@link PacketSocket}. */
    public static PacketSocket packets(NetNs namespace) throws ErrnoException {
        return JnrPacketSocket.open(namespace);
    }

    /** A {@link Poller}. */
    public static Poller poller() throws ErrnoException {
        return new JnrPoller();
    }

    /** {@link dev.multipath.netlink.transport.UnixDatagram#send}. */
    public static void sendUnix(String name, byte[] message) throws ErrnoException {
        UnixSockets.send(name, message);
    }

    /** Gives a cgroup a program that marks its new sockets. */
    public static void attachSocketMark(String cgroup, FwMark mark) throws ErrnoException {
        SocketMarkProgram.attach(cgroup, mark);
    }

    /** How many programs a cgroup has that look at its new sockets. */
    public static int socketPrograms(String cgroup) throws ErrnoException {
        return SocketMarkProgram.attached(cgroup);
    }

    /** The mark this process's sockets get: that of one made and closed. */
    public static long markOfNewSocket() throws ErrnoException {
        return Sockets.markOfNew(Linux.AF_INET, Linux.SOCK_DGRAM, 0);
    }

    /** {@link dev.multipath.netlink.transport.Execution#replace}; returns only to say why not. */
    public static ErrnoException execute(List<byte[]> arguments, Set<Integer> kept) {
        return JnrExecution.execute(arguments, kept);
    }

    /** The symbol of an errno, or {@code errno NUMBER}; loads jnr-constants. */
    public static String errnoName(int value) {
        Errno errno = Errno.valueOf(value);
        return errno == Errno.__UNKNOWN_CONSTANT__ ? "errno " + value : errno.name();
    }

    /** The C library's text for an errno; loads jnr-constants. */
    public static String errnoDescription(int value) {
        Errno errno = Errno.valueOf(value);
        return errno == Errno.__UNKNOWN_CONSTANT__ ? "Unknown error " + value : errno.description();
    }
}
