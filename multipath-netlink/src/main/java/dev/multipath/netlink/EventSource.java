package dev.multipath.netlink;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteDecoder;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Notifications read from a socket that joined groups, as events. One thread receives; {@link #close()} and {@link
 * #wakeUp()} may come from any.
 */
final class EventSource implements AutoCloseable {
    static final Duration FOREVER = Duration.ofNanos(-1);

    /** Notifications reach 65,488 bytes. */
    private static final int DATAGRAM = 128 * 1024;
    /** Less than any queued datagram takes of the receive buffer. */
    private static final int LEAST_QUEUED = 256;
    /** In a storm without end an overrun is told after so many more at the latest. */
    private static final int OVERRUNS_PER_WORD = 8;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final NetlinkSocket socket;
    private final int receiveBuffer;
    private final int queueLimit;
    private final ByteBuf in;
    /** Changes come in storms of routes, which have most in common. */
    private final RouteDecoder routes = new RouteDecoder();

    private volatile boolean closed;

    /** @param receiveBuffer its size, bytes */
    EventSource(NetlinkSocket socket, int receiveBuffer) {
        this.socket = socket;
        this.in = socket.buffer(DATAGRAM);
        this.receiveBuffer = receiveBuffer;
        // More datagrams than the queue holds: when so many were read it was empty in between.
        this.queueLimit = receiveBuffer / LEAST_QUEUED + 1;
    }

    int receiveBuffer() {
        return receiveBuffer;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends a receive that waits, or the next one that would. */
    void wakeUp() {
        socket.wakeUp();
    }

    /**
     * Waits for one datagram and hands on what it says; after an overrun, everything that is queued.
     *
     * @param timeout zero looks only; a negative one waits for ever
     * @param listener must not throw
     * @return false when there was nothing, and when this was closed
     */
    boolean receive(Duration timeout, Consumer<? super RtEvent> listener) {
        if (closed) {
            return false;
        }
        try {
            in.clear();
            if (!socket.receive(in, timeout)) {
                return false;
            }
            deliver(listener);
        } catch (SocketClosedException e) {
            closed = true;
            return false;
        } catch (ErrnoException e) {
            recover(e, listener);
        }
        return true;
    }

    /** Ends a receive in progress; {@link #release()} must follow once it has returned. */
    @Override
    public void close() {
        closed = true;
        socket.close();
    }

    /** Gives the buffer back: by the thread that received, or when none ever will. */
    void release() {
        in.release();
    }

    /**
     * The kernel reports an overrun once, before the events it still has, and drops every further one without a word
     * until all of those are read. So: those first, then the word of it.
     */
    private void recover(ErrnoException failure, Consumer<? super RtEvent> listener) {
        report(failure);
        int left = queueLimit;
        int again = 0;
        while (!closed && left-- > 0) {
            in.clear();
            try {
                if (!socket.receive(in, Duration.ZERO)) {
                    break;
                }
                deliver(listener);
            } catch (SocketClosedException e) {
                closed = true;
            } catch (ErrnoException e) {
                report(e);
                left = queueLimit;
                if (++again % OVERRUNS_PER_WORD == 0) {
                    listener.accept(new RtEvent.EventsLost());
                }
            }
        }
        if (!closed) {
            listener.accept(new RtEvent.EventsLost());
        }
    }

    private void report(ErrnoException failure) {
        int errno = failure.errno().value();
        if (errno != Errno.ENOBUFS.value() && errno != Errno.EMSGSIZE.value()) {
            LoggerFactory.getLogger(Monitor.class).warn("rtnetlink monitor: {}", failure.getMessage());
            pause();
        }
    }

    private void deliver(Consumer<? super RtEvent> listener) {
        int namespace = socket.namespaceId();
        MessageReader message = new MessageReader(in);
        while (!closed) {
            try {
                if (!message.next()) {
                    return;
                }
            } catch (DecodeException e) {
                byte[] rest = new byte[Math.max(0, in.readableBytes() - e.offset())];
                in.getBytes(in.writerIndex() - rest.length, rest);
                listener.accept(from(
                        namespace, new RtEvent.Undecodable(new RawMessage(0, rest), String.valueOf(e.getMessage()))));
                return;
            }
            listener.accept(from(namespace, event(message)));
        }
    }

    private static RtEvent from(int namespace, RtEvent event) {
        return namespace < 0 ? event : new RtEvent.Elsewhere(namespace, event);
    }

    private KernelObject decode(MessageReader message) throws DecodeException {
        boolean route = message.type() == Rtm.RTM_NEWROUTE || message.type() == Rtm.RTM_DELROUTE;
        return route && RouteCodec.isTyped(message) ? routes.decode(message) : RtDecoder.decode(message);
    }

    private RtEvent event(MessageReader message) {
        KernelObject object;
        try {
            object = decode(message);
        } catch (DecodeException e) {
            RawMessage raw = new RawMessage(message.type(), message.toBytes());
            return new RtEvent.Undecodable(raw, Rtm.name(message.type()) + ": " + e.getMessage());
        }
        int sender = message.portId();
        // RTM_NEW is 0 and RTM_DEL is 1 in the low two bits of every type.
        boolean removed = (message.type() & 3) == 1;
        if (object instanceof Route route) {
            return removed
                    ? new RtEvent.RouteRemoved(route, sender)
                    : new RtEvent.RouteChanged(route, message.flags(), sender);
        }
        if (object instanceof MplsRoute route) {
            return removed ? new RtEvent.MplsRouteRemoved(route, sender) : new RtEvent.MplsRouteChanged(route, sender);
        }
        if (object instanceof Rule rule) {
            // What the kernel leaves out is priority 0.
            Rule whole = rule.priority().isPresent() ? rule : rule.priority(0);
            return removed ? new RtEvent.RuleRemoved(whole, sender) : new RtEvent.RuleChanged(whole, sender);
        }
        if (object instanceof Link link) {
            return removed ? new RtEvent.LinkRemoved(link, sender) : new RtEvent.LinkChanged(link, sender);
        }
        if (object instanceof Address address) {
            return removed ? new RtEvent.AddressRemoved(address, sender) : new RtEvent.AddressChanged(address, sender);
        }
        if (object instanceof Neighbour neighbour) {
            return removed
                    ? new RtEvent.NeighbourRemoved(neighbour, sender)
                    : new RtEvent.NeighbourChanged(neighbour, sender);
        }
        if (object instanceof NextHopObject nexthop) {
            return removed ? new RtEvent.NextHopRemoved(nexthop, sender) : new RtEvent.NextHopChanged(nexthop, sender);
        }
        if (object instanceof NextHopBucket bucket) {
            return removed
                    ? new RtEvent.NextHopBucketRemoved(bucket, sender)
                    : new RtEvent.NextHopBucketChanged(bucket, sender);
        }
        if (object instanceof FdbEntry entry) {
            return removed ? new RtEvent.FdbRemoved(entry, sender) : new RtEvent.FdbChanged(entry, sender);
        }
        if (object instanceof GroupAddress group) {
            return removed
                    ? new RtEvent.GroupAddressRemoved(group, sender)
                    : new RtEvent.GroupAddressAdded(group, sender);
        }
        if (object instanceof NamespaceId id) {
            return removed ? new RtEvent.NamespaceIdRemoved(id, sender) : new RtEvent.NamespaceIdAdded(id, sender);
        }
        if (object instanceof InterfaceStatistics statistics) {
            return new RtEvent.StatisticsChanged(statistics, sender);
        }
        return new RtEvent.Other(new RawMessage(message.type(), message.toBytes()), sender);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            // Only close() ends this thread.
            Thread.interrupted();
        }
    }
}
