package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpReport;
import dev.multipath.netlink.transport.NetNs;
import java.util.Optional;
import java.util.OptionalInt;

/** A TCP or UDP socket of this kernel. */
final class JnrConnectedSocket implements ConnectedSocket, JnrPolled {
    private static final int CONTROL_SIZE = 256;
    /** Of the quoted packet, which nobody reads. */
    private static final int QUOTE_SIZE = 128;
    /** Errors of this machine itself are passed over, so many at most. */
    private static final int REPORTS_IN_A_ROW = 16;

    private final Descriptor descriptor;
    private final AddressFamily family;
    private final Kind kind;
    private final IpAddress peer;
    private final int port;
    private boolean connected;

    private JnrConnectedSocket(Descriptor descriptor, Kind kind, IpAddress peer, int port) {
        this.descriptor = descriptor;
        this.family = peer.family();
        this.kind = kind;
        this.peer = peer;
        this.port = port;
    }

    static JnrConnectedSocket open(
            NetNs namespace, Kind kind, String device, IpAddress source, IpAddress peer, int port)
            throws ErrnoException {
        if (!peer.family().equals(source.family()) || port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("from " + source + " to " + peer + " port " + port);
        }
        SocketOptions.checkDevice(device);
        int type = kind == Kind.TCP ? Linux.SOCK_STREAM : Linux.SOCK_DGRAM;
        int fd = Sockets.open(namespace, peer.family().value(), type | Linux.SOCK_NONBLOCK, 0);
        Descriptor descriptor = new Descriptor(fd, kind + " socket to " + peer + " port " + port + " on " + device);
        JnrConnectedSocket socket = new JnrConnectedSocket(descriptor, kind, peer, port);
        try {
            synchronized (Scratch.LOCK) {
                socket.setUp(fd, device, source);
            }
        } catch (Throwable failure) {
            descriptor.close();
            throw failure;
        }
        return socket;
    }

    /** The options are written into shared memory: a socket lives for a moment, and there may be hundreds a second. */
    private void setUp(int fd, String device, IpAddress source) throws ErrnoException {
        SocketOptions.bindToDevice(fd, device);
        boolean ipv4 = family.equals(AddressFamily.INET);
        Scratch.option(fd, ipv4 ? Linux.SOL_IP : Linux.SOL_IPV6, ipv4 ? Linux.IP_RECVERR : Linux.IPV6_RECVERR, 1, 4);
        if (kind == Kind.TCP) {
            // l_onoff 1, l_linger 0.
            Scratch.option(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, 1, 8);
            // Else a port would be taken for all peers at once, and 28,000 of them go fast.
            Scratch.option(fd, Linux.SOL_IP, Linux.IP_BIND_ADDRESS_NO_PORT, 1, 4);
        }
        SocketAddress.put(Scratch.ADDRESS, 0, source, 0);
        if (Native.LIBC.bind(fd, Scratch.ADDRESS.at(0), SocketAddress.size(family)) < 0) {
            throw Native.failed("bind to " + source + " on " + device);
        }
        connected = connect(fd);
    }

    /** Begins, or asks how it goes: what connect(2) says to a second call tells the three cases apart. */
    private boolean connect(int fd) throws ErrnoException {
        SocketAddress.put(Scratch.ADDRESS, 0, peer, port);
        while (Native.LIBC.connect(fd, Scratch.ADDRESS.at(0), SocketAddress.size(family)) < 0) {
            int errno = Native.errno();
            if (errno == Linux.EISCONN) {
                return true;
            }
            if (errno == Linux.EINPROGRESS || errno == Linux.EALREADY) {
                return false;
            }
            if (errno != Linux.EINTR) {
                throw new ErrnoException("connect to " + peer + " port " + port, errno);
            }
        }
        return true;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public short events() {
        return connected ? Linux.POLLIN : Linux.POLLOUT;
    }

    @Override
    public boolean isConnected() throws ErrnoException {
        if (connected && !descriptor.isClosing()) {
            return true;
        }
        int fd = descriptor.enter();
        try {
            synchronized (Scratch.LOCK) {
                connected = connect(fd);
            }
            return connected;
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public int send(byte[] bytes) throws ErrnoException {
        int fd = descriptor.enter();
        try {
            synchronized (Scratch.LOCK) {
                int length = Math.min(bytes.length, Scratch.PACKET.size());
                Scratch.PACKET.host().put(0, bytes, 0, length);
                while (true) {
                    long sent = Native.LIBC.send(fd, Scratch.PACKET.at(0), length, Linux.MSG_NOSIGNAL);
                    if (sent >= 0) {
                        return (int) sent;
                    }
                    int errno = Native.errno();
                    if (errno == Linux.EAGAIN || errno == Linux.ENOBUFS) {
                        return 0;
                    }
                    if (errno != Linux.EINTR) {
                        throw new ErrnoException("send to " + peer + " port " + port, errno);
                    }
                }
            }
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public OptionalInt receive(byte[] into) throws ErrnoException {
        int fd = descriptor.enter();
        try {
            synchronized (Scratch.LOCK) {
                int room = Math.min(into.length, Scratch.PACKET.size());
                while (true) {
                    long length = Native.LIBC.recv(fd, Scratch.PACKET.at(0), room, Linux.MSG_DONTWAIT);
                    if (length >= 0) {
                        Scratch.PACKET.host().get(0, into, 0, (int) length);
                        return OptionalInt.of(length == 0 && kind == Kind.TCP && room > 0 ? -1 : (int) length);
                    }
                    int errno = Native.errno();
                    if (errno == Linux.EAGAIN) {
                        return OptionalInt.empty();
                    }
                    if (errno != Linux.EINTR) {
                        throw new ErrnoException("recv from " + peer + " port " + port, errno);
                    }
                }
            }
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public Optional<IcmpReport> report() {
        int fd = descriptor.enter();
        try {
            synchronized (Scratch.LOCK) {
                for (int i = 0; i < REPORTS_IN_A_ROW; i++) {
                    Scratch.MESSAGE
                            .name(Scratch.ADDRESS.at(0), SocketAddress.SIZE)
                            .payload(Scratch.PACKET.at(0), QUOTE_SIZE)
                            .control(Scratch.CONTROL.at(0), CONTROL_SIZE);
                    int flags = Linux.MSG_ERRQUEUE | Linux.MSG_DONTWAIT;
                    if (Native.LIBC.recvmsg(fd, Scratch.MESSAGE.address(), flags) < 0) {
                        return Optional.empty();
                    }
                    Optional<IcmpReport> report =
                            ErrorQueue.read(Scratch.CONTROL, Scratch.MESSAGE.controlLength(), family);
                    if (report.isPresent()) {
                        return report;
                    }
                }
                return Optional.empty();
            }
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return descriptor.toString();
    }

    /** Memory for one call at a time, of any of these sockets: none of the calls waits. */
    private static final class Scratch {
        static final Object LOCK = new Object();
        static final NativeMemory ADDRESS = new NativeMemory(SocketAddress.SIZE);
        static final NativeMemory OPTION = new NativeMemory(8);
        static final NativeMemory PACKET = new NativeMemory(16 * 1024);
        static final NativeMemory CONTROL = new NativeMemory(CONTROL_SIZE);
        static final Message MESSAGE = new Message();

        private Scratch() {}

        /** An option that is a number, or a number and a zero. */
        static void option(int fd, int level, int option, int value, int size) throws ErrnoException {
            OPTION.host().putInt(0, value);
            OPTION.host().putInt(4, 0);
            if (Native.LIBC.setsockopt(fd, level, option, OPTION.at(0), size) < 0) {
                throw Native.failed("setsockopt " + level + ' ' + option);
            }
        }
    }
}
