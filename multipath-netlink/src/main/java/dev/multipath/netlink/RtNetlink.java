package dev.multipath.netlink;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The handle to rtnetlink in one network namespace.
 *
 * <pre>{@code
 * try (RtNetlink netlink = RtNetlink.open()) {
 *     int eth0 = netlink.links().get("eth0").orElseThrow().index();
 *     netlink.routes().add(Route.to(IpPrefix.parse("198.51.100.0/24")).via(IpAddress.parse("192.0.2.1"), eth0));
 * }
 * }</pre>
 *
 * <p>Threads:
 *
 * <ul>
 *   <li>A handle, and all that its methods return, may be shared; only a {@link Batch} belongs to one thread. Requests
 *       queue, a batch or a walk as one, and each thread sends its own and reads its own answer. Who waits longest is not
 *       always next. For long walks open a second handle.
 *   <li>An interrupt ends waiting with {@link NetlinkException.Interrupted}, in the queue at once, for an answer within 20
 *       ms, and a dump between two datagrams; the flag stays set and the handle usable. A change whose answer is there is
 *       never given up. While the kernel handles a request, which it does inside {@code send(2)}, nothing ends it: there
 *       it may wait for the lock that all network configuration takes.
 *   <li>{@link #close()} may come from any thread and ends requests, running and queued, with
 *       {@link NetlinkException.Closed}.
 *   <li>From inside a {@link Visitor} the same handle takes no requests: {@link IllegalStateException}.
 *   <li>Nothing here starts a thread, {@link #monitor()} and {@link #view()} excepted, or reads the environment. Asynchronous is
 *       {@code CompletableFuture.supplyAsync(() -> netlink.routes().list(), executor)}: an answer takes microseconds, so
 *       one thread as the executor is enough.
 * </ul>
 */
public final class RtNetlink implements AutoCloseable {
    /** How long an answer may take, unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private final NetNs namespace;
    private final NetlinkSocketFactory sockets;
    private final Conversation conversation;
    private final Duration timeout;

    private RtNetlink(NetNs namespace, NetlinkSocketFactory sockets, Conversation conversation, Duration timeout) {
        this.namespace = namespace;
        this.sockets = sockets;
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /**
     * Opens a socket in the namespace of this process.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one
     */
    public static RtNetlink open() {
        return open(NetNs.current());
    }

    /**
     * Opens a socket in a namespace; no thread of the caller goes there. The namespace is used again by
     * {@link #monitor()}.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one, or there is no such namespace
     */
    public static RtNetlink open(NetNs namespace) {
        return open(namespace, NetlinkSocketFactory.system());
    }

    /** Like {@link #open(NetNs)}, with sockets of another make: a fake kernel's, in tests. */
    public static RtNetlink open(NetNs namespace, NetlinkSocketFactory sockets) {
        Conversation conversation = new Conversation(Line.open(namespace, sockets, NetlinkFamily.ROUTE));
        return new RtNetlink(namespace, sockets, conversation, DEFAULT_TIMEOUT);
    }

    /**
     * The same handle with another deadline: socket and {@link #close()} are shared. The time runs from sending a
     * request to the end of its answer, a dump's repetitions included; waiting for requests of other threads does not
     * count.
     */
    public RtNetlink withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("timeout " + newTimeout);
        }
        return new RtNetlink(namespace, sockets, conversation, newTimeout);
    }

    /** {@code ip route}. */
    public Routes routes() {
        return new Routes(conversation, timeout);
    }

    /** {@code ip rule}. */
    public Rules rules() {
        return new Rules(conversation, timeout);
    }

    /** {@code ip link}. */
    public Links links() {
        return new Links(conversation, timeout, new TunTaps(namespace, sockets));
    }

    /** {@code ip netns list-id}. */
    public NamespaceIds namespaceIds() {
        return new NamespaceIds(conversation, timeout);
    }

    /** {@code ip address}. */
    public Addresses addresses() {
        return new Addresses(conversation, timeout);
    }

    /** {@code ip nexthop}. */
    public NextHops nexthops() {
        return new NextHops(conversation, timeout);
    }

    /** {@code bridge fdb}. */
    public Fdb fdb() {
        return new Fdb(conversation, timeout);
    }

    /** {@code ip ntable}. */
    public NeighbourTables neighbourTables() {
        return new NeighbourTables(conversation, timeout);
    }

    /** {@code ip neighbour}. */
    public Neighbours neighbours() {
        return new Neighbours(conversation, timeout);
    }

    /** {@code ip -batch}: begins one, without changes yet. */
    public Batch batch() {
        return new Batch(conversation, timeout);
    }

    /** {@code ip monitor}: begins to describe one. It has its own socket and outlives this handle. */
    public Monitor.Builder monitor() {
        return new Monitor.Builder(namespace, sockets);
    }

    /** A {@link RouteView} of this handle's namespace. It has its own sockets and outlives this handle. */
    public RouteView view() {
        return RouteView.open(namespace, sockets, RouteView.LOOK_PERIOD);
    }

    /** {@code nl_pid} of the request socket: events caused by it carry this number. */
    public int portId() {
        return conversation.socket().portId();
    }

    /**
     * {@code SO_NETNS_COOKIE}: identifies the namespace until the next boot, never reused.
     *
     * @return absent before Linux 5.14
     */
    public OptionalLong namespaceCookie() {
        try {
            return OptionalLong.of(conversation.socket().namespaceCookie());
        } catch (ErrnoException e) {
            if (e.errno().value() == Errno.ENOPROTOOPT.value()) {
                return OptionalLong.empty();
            }
            throw new NetlinkException.SocketFailed("", e);
        }
    }

    /**
     * Closes the socket once, from any thread, and returns when the request in progress has ended; a walk ends behind the
     * row its visitor is at. Monitors go on.
     */
    @Override
    public void close() {
        conversation.close();
    }
}
