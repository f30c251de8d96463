package dev.multipath.netlink;

import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handle to sock_diag in one network namespace: TCP and UDP sockets of all processes in it, as {@code ss} lists and
 * {@code ss -K} destroys them.
 *
 * <p>Lists are not snapshots, and the kernel does not say when they were disturbed: a socket may be missing that was
 * opened, or whose neighbour in the kernel's table was closed, meanwhile. Marks are told to those with CAP_NET_ADMIN only.
 * For threads, interrupts and {@link #close()} holds what {@link RtNetlink} says.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class SockDiag implements AutoCloseable {
    private final Conversation conversation;
    private final Duration timeout;

    private SockDiag(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /**
     * Opens a socket in the namespace of this process.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one; with {@code EPROTONOSUPPORT} from a kernel
     *     without sock_diag
     */
    public static SockDiag open() {
        return open(NetNs.current());
    }

    /**
     * Opens a socket in a namespace; no thread of the caller goes there.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one, or there is no such namespace
     */
    public static SockDiag open(NetNs namespace) {
        return open(namespace, NetlinkSocketFactory.system());
    }

    /** Like {@link #open(NetNs)}, with sockets of another make: a fake kernel's, in tests. */
    public static SockDiag open(NetNs namespace, NetlinkSocketFactory sockets) {
        Conversation conversation = new Conversation(Line.open(namespace, sockets, NetlinkFamily.SOCK_DIAG));
        return new SockDiag(conversation, RtNetlink.DEFAULT_TIMEOUT);
    }

    /** The same handle with another deadline: see {@link RtNetlink#withTimeout}. */
    public SockDiag withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("timeout " + newTimeout);
        }
        return new SockDiag(conversation, newTimeout);
    }

    /**
     * The sockets a filter lets through, each once: TCP before UDP, IPv4 before IPv6, else in no order.
     *
     * @throws NetlinkException.Rejected with ENOENT from a kernel without tcp_diag, or udp_diag
     */
    public List<DiagSocket> list(SocketFilter filter) {
        List<DiagSocket> sockets = new ArrayList<>();
        for (int protocol : filter.protocols()) {
            for (AddressFamily family : filter.families()) {
                Request dump = new SocketRequest.Dump(family, protocol, filter);
                Decoder<DiagSocket> decoder = message -> decode(message, protocol);
                conversation.dump(dump, timeout, new Gathering<>(sockets, decoder, filter::matches), 0);
            }
        }
        Set<Long> seen = new HashSet<>(sockets.size() * 2);
        sockets.removeIf(socket -> !seen.add(socket.cookie()));
        return sockets;
    }

    /**
     * Destroys a socket as {@link #list} shows it, whoever has it: what it does next fails with ECONNABORTED, and the
     * other end of a TCP connection is sent a reset. A listening socket stops listening; a UDP socket stays
     * open, connected to nothing, and bound to what it was bound to explicitly.
     *
     * @return false where it is gone
     * @throws NetlinkException.Rejected with EPERM without CAP_NET_ADMIN; with EOPNOTSUPP from a kernel that cannot
     *     (CONFIG_INET_DIAG_DESTROY)
     */
    public boolean destroy(DiagSocket socket) {
        return conversation.execute(new SocketRequest.Destroy(socket), timeout, Errno.ENOENT.value(), 0);
    }

    /**
     * Destroys the sockets a filter lets through: lists them, then destroys each of those, many by one system call. What
     * is opened while this goes on stays. {@link SocketFilter#CONNECTED} with an address is what {@code ss -K src
     * ADDRESS} means.
     *
     * <p>Of what no process has any more, older kernels cannot destroy what is half closed; it is left to its timers.
     *
     * @param filter must name an address, a mark or a device
     * @return how many were destroyed; those that were gone by themselves do not count
     * @throws IllegalArgumentException for a filter that would let all through
     * @throws NetlinkException.Rejected where one could not be destroyed, as {@link #destroy} says; all others are gone
     *     by then
     */
    public int destroyAll(SocketFilter filter) {
        if (!filter.isNarrow()) {
            throw new IllegalArgumentException("a filter for all sockets: '" + filter + "'");
        }
        Changes changes = new Changes();
        for (DiagSocket socket : list(filter)) {
            Errno left = socket.inode() == 0 ? Errno.EOPNOTSUPP : Errno.ENOENT;
            changes.plus(new SocketRequest.Destroy(socket), Errno.ENOENT, left);
        }
        return Many.run(conversation, changes, timeout);
    }

    private static @Nullable DiagSocket decode(MessageReader message, int protocol) throws DecodeException {
        return message.type() == SocketCodec.SOCK_DIAG_BY_FAMILY ? SocketCodec.decode(message, protocol) : null;
    }

    /** Closes the socket once, from any thread, and returns when the request in progress has ended. */
    @Override
    public void close() {
        conversation.close();
    }
}
