package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpMessage;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.NetNs;
import java.util.Optional;
import java.util.SplittableRandom;

/** A raw or datagram ICMP socket of this kernel. */
final class JnrIcmpSocket implements IcmpSocket, JnrPolled {
    /** Every router's report and our own replies fit; what is longer is cut, and read as far as it goes. */
    private static final int PACKET_SIZE = 2048;

    private static final int CONTROL_SIZE = 256;
    /** What one call looks at before it says that nothing is there: a flood must not hold its thread. */
    private static final int JUNK_IN_A_ROW = 256;

    private final Descriptor descriptor;
    private final AddressFamily family;
    private final IpAddress source;
    private final boolean raw;
    private final Message message = new Message();
    private final NativeMemory request = new NativeMemory(IcmpPacket.ECHO_SIZE);
    private final NativeMemory packet = new NativeMemory(PACKET_SIZE);
    private final NativeMemory peer = new NativeMemory(SocketAddress.SIZE);
    private final NativeMemory control = new NativeMemory(CONTROL_SIZE);
    private int identifier;

    private JnrIcmpSocket(Descriptor descriptor, IpAddress source, boolean raw) {
        this.descriptor = descriptor;
        this.family = source.family();
        this.source = source;
        this.raw = raw;
    }

    static JnrIcmpSocket open(NetNs namespace, AddressFamily family, String device, IpAddress source)
            throws ErrnoException {
        try {
            return open(namespace, family, device, source, true);
        } catch (ErrnoException refused) {
            if (!refused.is(Errno.EPERM)) {
                throw refused;
            }
        }
        try {
            return open(namespace, family, device, source, false);
        } catch (ErrnoException refused) {
            if (!refused.is(Errno.EACCES)) {
                throw refused;
            }
            throw new ErrnoException(
                    "ICMP socket without CAP_NET_RAW and outside net.ipv4.ping_group_range", Linux.EACCES);
        }
    }

    static JnrIcmpSocket open(NetNs namespace, AddressFamily family, String device, IpAddress source, boolean raw)
            throws ErrnoException {
        check(family, device, source);
        boolean ipv4 = family.equals(AddressFamily.INET);
        int type = (raw ? Linux.SOCK_RAW : Linux.SOCK_DGRAM) | Linux.SOCK_NONBLOCK;
        int fd = Sockets.open(namespace, family.value(), type, ipv4 ? Linux.IPPROTO_ICMP : Linux.IPPROTO_ICMPV6);
        Descriptor descriptor = new Descriptor(fd, "ICMP socket on " + device);
        JnrIcmpSocket socket = new JnrIcmpSocket(descriptor, source, raw);
        try {
            socket.setUp(device);
        } catch (Throwable failure) {
            descriptor.close();
            throw failure;
        }
        return socket;
    }

    private static void check(AddressFamily family, String device, IpAddress source) {
        if (!family.isIp() || !source.family().equals(family)) {
            throw new IllegalArgumentException("source " + source + " of an ICMP socket of " + family);
        }
        SocketOptions.checkDevice(device);
    }

    private void setUp(String device) throws ErrnoException {
        int fd = descriptor.number();
        SocketOptions.bindToDevice(fd, device);
        if (raw) {
            setFilter(fd);
        } else if (family.equals(AddressFamily.INET)) {
            SocketOptions.set(fd, Linux.SOL_IP, Linux.IP_RECVERR, 1, "IP_RECVERR");
        } else {
            SocketOptions.set(fd, Linux.SOL_IPV6, Linux.IPV6_RECVERR, 1, "IPV6_RECVERR");
        }
        SocketAddress.put(peer, 0, source, 0);
        if (Native.LIBC.bind(fd, peer.at(0), SocketAddress.size(family)) < 0) {
            throw Native.failed("bind an ICMP socket on " + device + " to " + source);
        }
        identifier = raw ? new SplittableRandom().nextInt(1 << 16) : kernelIdentifier(fd);
        message.name(peer.at(0), SocketAddress.SIZE);
    }

    /** Echo reply, destination unreachable, time exceeded and parameter problem pass. */
    private void setFilter(int fd) throws ErrnoException {
        if (family.equals(AddressFamily.INET)) {
            int passed = 1 | 1 << 3 | 1 << 11 | 1 << 12;
            SocketOptions.set(fd, Linux.SOL_RAW, Linux.ICMP_FILTER, ~passed, "ICMP_FILTER");
            return;
        }
        NativeMemory blocked = new NativeMemory(32);
        for (int word = 0; word < 8; word++) {
            blocked.host().putInt(word * 4, -1);
        }
        blocked.host().putInt(0, ~(1 << 1 | 1 << 3 | 1 << 4));
        blocked.host().putInt(16, ~(1 << (129 - 128)));
        SocketOptions.set(fd, Linux.SOL_ICMPV6, Linux.ICMPV6_FILTER, blocked, "ICMPV6_FILTER");
    }

    /** On a datagram socket the kernel chooses the identifier and writes it into every request. */
    private int kernelIdentifier(int fd) throws ErrnoException {
        NativeMemory length = new NativeMemory(4);
        length.host().putInt(0, SocketAddress.SIZE);
        if (Native.LIBC.getsockname(fd, peer.at(0), length.at(0)) < 0) {
            throw Native.failed("getsockname of an ICMP socket");
        }
        length.keep();
        return SocketAddress.port(peer, 0);
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public short events() {
        return Linux.POLLIN;
    }

    @Override
    public int identifier() {
        return identifier;
    }

    @Override
    public boolean sendEcho(IpAddress target, int sequence, long nonce) throws ErrnoException {
        if (!target.family().equals(family) || sequence < 0 || sequence > 0xffff) {
            throw new IllegalArgumentException("echo request " + sequence + " to " + target + " over " + family);
        }
        int fd = descriptor.enter();
        try {
            SocketAddress.put(peer, 0, target, 0);
            IcmpPacket.putEcho(request.network(), family, identifier, sequence, nonce);
            message.name(peer.at(0), SocketAddress.size(family))
                    .payload(request.at(0), IcmpPacket.ECHO_SIZE)
                    .control(0, 0);
            return send(fd, target);
        } finally {
            descriptor.exit();
        }
    }

    /**
     * A report waiting in a datagram socket's error queue fails the next send in place of that send's own result, once:
     * hence the second try. For a device that is gone the kernel says ENODEV on IPv4 and ENETUNREACH on IPv6 (contract
     * test in UplinkHandleNetnsIT): here both are ENODEV.
     */
    private boolean send(int fd, IpAddress target) throws ErrnoException {
        boolean retried = raw;
        while (true) {
            if (Native.LIBC.sendmsg(fd, message.address(), Linux.MSG_NOSIGNAL) >= 0) {
                return true;
            }
            int errno = Native.errno();
            if (errno == Linux.EAGAIN || errno == Linux.ENOBUFS) {
                return false;
            }
            if (errno == Linux.EINTR) {
                continue;
            }
            if (retried) {
                int told = SocketOptions.isDeviceGone(fd) ? Linux.ENODEV : errno;
                throw new ErrnoException("sendmsg of an echo request to " + target, told);
            }
            retried = true;
        }
    }

    @Override
    public Optional<IcmpMessage> receive() throws ErrnoException {
        int fd = descriptor.enter();
        try {
            boolean announced = false;
            for (int junk = 0; junk < JUNK_IN_A_ROW; junk++) {
                int length = receive(fd, 0);
                int queued = length < 0 && !raw ? receive(fd, Linux.MSG_ERRQUEUE) : -1;
                if (length < 0 && queued < 0) {
                    if (length == -Linux.EAGAIN) {
                        return Optional.empty();
                    }
                    if (raw || announced) {
                        throw new ErrnoException("recvmsg on an " + descriptor, -length);
                    }
                    announced = true; // of a report the queue had no room for
                    continue;
                }
                Optional<IcmpMessage> got = length >= 0 ? read(length) : readReport(queued);
                if (got.isPresent()) {
                    return got;
                }
            }
            return Optional.empty();
        } finally {
            descriptor.exit();
        }
    }

    /**
     * Receives into {@link #packet}. A report in a datagram socket's error queue fails the next plain receive with its
     * errno, once; what it says is read from the queue.
     *
     * @return the length, or the errno, negative
     */
    private int receive(int fd, int flags) {
        while (true) {
            message.name(peer.at(0), SocketAddress.SIZE)
                    .payload(packet.at(0), PACKET_SIZE)
                    .control(control.at(0), CONTROL_SIZE);
            long length = Native.LIBC.recvmsg(fd, message.address(), flags | Linux.MSG_DONTWAIT);
            if (length >= 0) {
                return (int) length;
            }
            int errno = Native.errno();
            if (errno != Linux.EINTR) {
                return -errno;
            }
        }
    }

    private Optional<IcmpMessage> read(int length) {
        int from = 0;
        IpAddress sender;
        if (raw && family.equals(AddressFamily.INET)) {
            from = IcmpPacket.skipIpv4Header(packet.network(), 0, length);
            if (from < 0 || IcmpPacket.checksum(packet.network(), from, length) != 0) {
                return Optional.empty();
            }
            sender = IpAddress.ipv4(packet.network().getInt(12));
        } else {
            sender = SocketAddress.get(peer, 0, family);
        }
        return IcmpPacket.read(packet.network(), family, from, length, sender, source, identifier);
    }

    private Optional<IcmpMessage> readReport(int length) {
        return ErrorQueue.read(control, message.controlLength(), family)
                .flatMap(report -> IcmpPacket.quotedEcho(
                        packet.network(),
                        family.equals(AddressFamily.INET),
                        0,
                        length,
                        report.reporter(),
                        SocketAddress.get(peer, 0, family),
                        report.type(),
                        report.code(),
                        identifier));
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return (raw ? "raw " : "datagram ") + descriptor + " from " + source;
    }
}
