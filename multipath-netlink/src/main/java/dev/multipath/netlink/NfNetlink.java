package dev.multipath.netlink;

import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;

/**
 * The handle to nfnetlink, netfilter's netlink family, in one network namespace: what {@code conntrack} and {@code nft}
 * talk to.
 *
 * <p>All it does needs CAP_NET_ADMIN in the user namespace that owns the network namespace, lists included: the kernel
 * says {@code EPERM}. For threads, interrupts and {@link #close()} holds what {@link RtNetlink} says.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>, linux/netfilter/nfnetlink.h
 */
public final class NfNetlink implements AutoCloseable {
    private final Conversation conversation;
    private final Duration timeout;

    private NfNetlink(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /**
     * Opens a socket in the namespace of this process.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one; with {@code EPROTONOSUPPORT} from a kernel
     *     without nfnetlink
     */
    public static NfNetlink open() {
        return open(NetNs.current());
    }

    /**
     * Opens a socket in a namespace; no thread of the caller goes there.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one, or there is no such namespace
     */
    public static NfNetlink open(NetNs namespace) {
        return open(namespace, NetlinkSocketFactory.system());
    }

    /** Like {@link #open(NetNs)}, with sockets of another make: a fake kernel's, in tests. */
    public static NfNetlink open(NetNs namespace, NetlinkSocketFactory sockets) {
        Conversation conversation = new Conversation(Line.open(namespace, sockets, NetlinkFamily.NETFILTER));
        return new NfNetlink(conversation, RtNetlink.DEFAULT_TIMEOUT);
    }

    /** The same handle with another deadline: see {@link RtNetlink#withTimeout}. */
    public NfNetlink withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("timeout " + newTimeout);
        }
        return new NfNetlink(conversation, newTimeout);
    }

    /** {@code nft}. */
    public NfTables tables() {
        return new NfTables(conversation, timeout);
    }

    /** {@code conntrack}. */
    public Conntrack conntrack() {
        return new Conntrack(conversation, timeout);
    }

    /** {@code nl_pid} of the socket: events caused by it carry this number. */
    public int portId() {
        return conversation.socket().portId();
    }

    /** Closes the socket once, from any thread, and returns when the request in progress has ended. */
    @Override
    public void close() {
        conversation.close();
    }
}
