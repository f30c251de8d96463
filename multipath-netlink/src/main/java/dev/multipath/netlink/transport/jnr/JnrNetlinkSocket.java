package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A netlink socket of this kernel.
 *
 * <p>It is connected to the kernel, which then refuses what other sockets send to its port; multicast is not covered by
 * that, so a socket that joined a group looks at each sender ({@code JnrNetlinkSocketNetnsIT} has both).
 */
final class JnrNetlinkSocket implements NetlinkSocket {
    /** {@code struct sockaddr_nl}: u16 family, u16 pad, u32 port, u32 groups. */
    private static final int ADDRESS_SIZE = 12;

    private static final int ADDRESS_PORT = 4;
    /** {@code struct cmsghdr} and an int, aligned to 8. */
    private static final int CONTROL_SIZE = 24;
    /** {@code struct sock_fprog}: u16 count, padding, pointer; and an instruction's size. */
    private static final int PROGRAM_SIZE = 16;

    private static final int INSTRUCTION_SIZE = 8;
    /** Datagrams of others dropped before looking at the clock again. */
    private static final int FOREIGN_IN_A_ROW = 1024;

    private final Descriptor descriptor;
    private final EventFd wake;
    private final PollArray poll = new PollArray(2);
    private final Message message = new Message();
    private final NativeMemory sender = new NativeMemory(ADDRESS_SIZE);
    private @Nullable Burst burst;
    private final NativeMemory control = new NativeMemory(CONTROL_SIZE);
    private volatile boolean joined;
    private volatile boolean everywhere;
    private int namespaceId = -1;
    private int portId;

    private JnrNetlinkSocket(Descriptor descriptor, EventFd wake) {
        this.descriptor = descriptor;
        this.wake = wake;
    }

    static JnrNetlinkSocket open(NetNs namespace, NetlinkFamily family) throws ErrnoException {
        EventFd wake = new EventFd();
        Descriptor descriptor;
        try {
            descriptor = new Descriptor(
                    Sockets.open(namespace, Linux.AF_NETLINK, Linux.SOCK_RAW, family.value()), "netlink socket");
        } catch (Throwable failure) {
            wake.close();
            throw failure;
        }
        JnrNetlinkSocket socket = new JnrNetlinkSocket(descriptor, wake);
        try {
            socket.setUp();
        } catch (Throwable failure) {
            socket.close();
            throw failure;
        }
        return socket;
    }

    private void setUp() throws ErrnoException {
        int fd = descriptor.number();
        SocketOptions.set(fd, Linux.SOL_NETLINK, Linux.NETLINK_CAP_ACK, 1, "NETLINK_CAP_ACK (Linux 4.3)");
        SocketOptions.set(fd, Linux.SOL_NETLINK, Linux.NETLINK_EXT_ACK, 1, "NETLINK_EXT_ACK (Linux 4.12)");
        SocketOptions.set(
                fd, Linux.SOL_NETLINK, Linux.NETLINK_GET_STRICT_CHK, 1, "NETLINK_GET_STRICT_CHK (Linux 4.20)");
        NativeMemory address = new NativeMemory(ADDRESS_SIZE);
        address.host().putShort(0, (short) Linux.AF_NETLINK);
        if (Native.LIBC.connect(fd, address.at(0), ADDRESS_SIZE) < 0) {
            throw Native.failed("connect to the kernel");
        }
        NativeMemory length = new NativeMemory(4);
        length.host().putInt(0, ADDRESS_SIZE);
        if (Native.LIBC.getsockname(fd, address.at(0), length.at(0)) < 0) {
            throw Native.failed("getsockname of a netlink socket");
        }
        length.keep();
        portId = address.host().getInt(ADDRESS_PORT);
        poll.set(0, fd, Linux.POLLIN);
        poll.set(1, wake.descriptor().number(), Linux.POLLIN);
    }

    @Override
    public ByteBuf buffer(int bytes) {
        return new NativeByteBuf(bytes);
    }

    @Override
    public void send(ByteBuf messages) throws ErrnoException {
        long address = Sockets.address(messages) + messages.readerIndex();
        int length = messages.readableBytes();
        int fd = descriptor.enter();
        try {
            long sent;
            do {
                sent = Native.LIBC.send(fd, address, length, Linux.MSG_NOSIGNAL);
            } while (sent < 0 && Native.errno() == Linux.EINTR);
            if (sent < 0) {
                throw Native.failed("send on a netlink socket");
            }
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
        long address = Sockets.address(into) + into.writerIndex();
        int space = into.writableBytes();
        int fd = descriptor.enter();
        try {
            int length = receiveNow(fd, address, space);
            if (length < 0 && !timeout.isZero()) {
                length = receiveLater(fd, address, space, Deadline.in(timeout));
            }
            if (length < 0) {
                return false;
            }
            into.writerIndex(into.writerIndex() + length);
            return true;
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public boolean receiveQueued(ByteBuf into, int longest) throws ErrnoException {
        if (joined) {
            return receive(into, Duration.ZERO);
        }
        int fd = descriptor.enter();
        try {
            if (burst == null) {
                burst = new Burst();
            }
            return burst.receive(fd, into, longest);
        } finally {
            descriptor.exit();
        }
    }

    /** @return −1 when the time is over */
    private int receiveLater(int fd, long address, int space, Deadline deadline) throws ErrnoException {
        while (true) {
            poll.await(2, deadline);
            if (descriptor.isClosing()) {
                throw descriptor.closedException();
            }
            boolean woken = poll.isReady(1) && takeWakeUp();
            int length = receiveNow(fd, address, space);
            if (length >= 0 || woken || deadline.isOver()) {
                return length;
            }
        }
    }

    private boolean takeWakeUp() {
        int number = wake.descriptor().tryEnter();
        if (number >= 0) {
            wake.drain(number);
            wake.descriptor().exit();
        }
        return true;
    }

    /** @return −1 when nothing is there */
    private int receiveNow(int fd, long address, int space) throws ErrnoException {
        for (int foreign = 0; foreign < FOREIGN_IN_A_ROW; ) {
            long length = joined ? receiveWithSender(fd, address, space) : receivePlain(fd, address, space);
            if (length < 0) {
                int errno = Native.errno();
                if (errno == Linux.EAGAIN) {
                    return -1;
                }
                if (errno != Linux.EINTR) {
                    throw new ErrnoException("recv on a netlink socket", errno);
                }
            } else if (joined && sender.host().getInt(ADDRESS_PORT) != 0) {
                foreign++;
            } else if (length > space) {
                throw new ErrnoException(
                        "recv of " + length + " bytes into " + space + " on a netlink socket", Linux.EMSGSIZE);
            } else {
                return (int) length;
            }
        }
        return -1;
    }

    /** MSG_TRUNC as an input flag: the real length is returned also when less was copied. */
    private static long receivePlain(int fd, long address, int space) {
        return Native.LIBC.recv(fd, address, space, Linux.MSG_DONTWAIT | Linux.MSG_TRUNC);
    }

    private long receiveWithSender(int fd, long address, int space) {
        int room = everywhere ? CONTROL_SIZE : 0;
        message.name(sender.at(0), ADDRESS_SIZE).payload(address, space).control(room == 0 ? 0 : control.at(0), room);
        long length = Native.LIBC.recvmsg(fd, message.address(), Linux.MSG_DONTWAIT | Linux.MSG_TRUNC);
        if (everywhere && length >= 0) {
            namespaceId = NamespaceMark.read(control, message.controlLength());
        }
        return length;
    }

    @Override
    public void listenToAllNamespaces() throws ErrnoException {
        int fd = descriptor.enter();
        try {
            SocketOptions.set(
                    fd, Linux.SOL_NETLINK, Linux.NETLINK_LISTEN_ALL_NSID, 1, "NETLINK_LISTEN_ALL_NSID (Linux 4.2)");
            everywhere = true;
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public int namespaceId() {
        return namespaceId;
    }

    @Override
    public void attachFilter(ByteBuf program) throws ErrnoException {
        long address = Sockets.address(program) + program.readerIndex();
        NativeMemory header = new NativeMemory(PROGRAM_SIZE);
        header.host().putShort(0, (short) (program.readableBytes() / INSTRUCTION_SIZE));
        header.host().putLong(8, address);
        int fd = descriptor.enter();
        try {
            SocketOptions.set(fd, Linux.SOL_SOCKET, Linux.SO_ATTACH_FILTER, header, "SO_ATTACH_FILTER");
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public void wakeUp() {
        wake.signal();
    }

    @Override
    public void join(int group) throws ErrnoException {
        int fd = descriptor.enter();
        try {
            joined = true;
            SocketOptions.set(
                    fd, Linux.SOL_NETLINK, Linux.NETLINK_ADD_MEMBERSHIP, group, "NETLINK_ADD_MEMBERSHIP " + group);
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public int receiveBuffer(int bytes) throws ErrnoException {
        int fd = descriptor.enter();
        try {
            try {
                SocketOptions.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, bytes, "SO_RCVBUFFORCE");
            } catch (ErrnoException notAllowed) {
                SocketOptions.set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, bytes, "SO_RCVBUF");
            }
            return SocketOptions.getInt(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, "SO_RCVBUF");
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public void sendBuffer(int bytes) throws ErrnoException {
        int fd = descriptor.enter();
        try {
            try {
                SocketOptions.set(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUFFORCE, bytes, "SO_SNDBUFFORCE");
            } catch (ErrnoException notAllowed) {
                SocketOptions.set(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF, bytes, "SO_SNDBUF");
            }
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public long namespaceCookie() throws ErrnoException {
        int fd = descriptor.enter();
        try {
            return SocketOptions.getLong(fd, Linux.SOL_SOCKET, Linux.SO_NETNS_COOKIE, "SO_NETNS_COOKIE (Linux 5.14)");
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public void close() {
        descriptor.close();
        wake.signal();
        descriptor.awaitClosed();
        wake.close();
    }
}
