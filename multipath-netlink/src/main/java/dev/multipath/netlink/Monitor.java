package dev.multipath.netlink;

import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Listens to the kernel's notifications: {@code ip monitor}. Has its own socket and its own daemon thread, on which the
 * listener is called; a slow listener makes the kernel drop events ({@link RtEvent.EventsLost}).
 *
 * <p>Nothing ends it but {@link #close()}: a listener that throws is logged, a message that cannot be read is a
 * {@link RtEvent.Undecodable}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-monitor.8.html">ip-monitor(8)</a>
 */
public final class Monitor implements AutoCloseable {
    /** The kernel doubles it; holds some 10,000 route events. */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /** Notifications reach 65,488 bytes. */
    private static final int DATAGRAM = 128 * 1024;
    /** Less than any queued datagram takes of the receive buffer. */
    private static final int LEAST_QUEUED = 256;
    /** In a storm without end an overrun is told after so many more at the latest. */
    private static final int OVERRUNS_PER_WORD = 8;

    private static final Duration FOREVER = Duration.ofNanos(-1);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final NetlinkSocket socket;
    private final Consumer<? super RtEvent> listener;
    private final int queueLimit;
    private final Thread thread;
    private volatile boolean closed;

    /** @param bufferBytes size of the receive buffer */
    private Monitor(NetlinkSocket socket, int bufferBytes, Consumer<? super RtEvent> listener) {
        this.socket = socket;
        // More datagrams than the queue holds: when so many were read it was empty in between.
        this.queueLimit = bufferBytes / LEAST_QUEUED + 1;
        this.listener = listener;
        this.thread = new Thread(this::run, "rtnetlink-monitor");
        thread.setDaemon(true);
    }

    /** Which notifications to listen to. */
    public static final class Builder {
        private final NetNs namespace;
        private final NetlinkSocketFactory sockets;
        private final List<Integer> groups = new ArrayList<>();

        Builder(NetNs namespace, NetlinkSocketFactory sockets) {
            this.namespace = namespace;
            this.sockets = sockets;
        }

        /** Interfaces. */
        public Builder links() {
            return group(Rtnlgrp.RTNLGRP_LINK);
        }

        /** IPv4 and IPv6 addresses. */
        public Builder addresses() {
            return group(Rtnlgrp.RTNLGRP_IPV4_IFADDR).group(Rtnlgrp.RTNLGRP_IPV6_IFADDR);
        }

        /** IPv4 and IPv6 routes. */
        public Builder routes() {
            return group(Rtnlgrp.RTNLGRP_IPV4_ROUTE).group(Rtnlgrp.RTNLGRP_IPV6_ROUTE);
        }

        /** IPv4 and IPv6 rules. */
        public Builder rules() {
            return group(Rtnlgrp.RTNLGRP_IPV4_RULE).group(Rtnlgrp.RTNLGRP_IPV6_RULE);
        }

        /** Neighbours of every family, bridge forwarding entries among them ({@link RtEvent.Other}). */
        public Builder neighbours() {
            return group(Rtnlgrp.RTNLGRP_NEIGH);
        }

        /** Any {@code RTNLGRP_*}; what has no type here arrives as {@link RtEvent.Other}. */
        public Builder group(int number) {
            groups.add(number);
            return this;
        }

        /**
         * Begins to listen; what happens after this returned is heard.
         *
         * @param listener called on the monitor's thread
         * @throws NetlinkException.SocketFailed when the system refuses the socket or a group
         */
        public Monitor start(Consumer<? super RtEvent> listener) {
            NetlinkSocket socket;
            try {
                socket = sockets.open(namespace);
            } catch (ErrnoException e) {
                throw new NetlinkException.SocketFailed("ip monitor", e);
            }
            int bufferBytes;
            try {
                bufferBytes = socket.receiveBuffer(RECEIVE_BUFFER);
                for (int group : groups) {
                    socket.join(group);
                }
            } catch (ErrnoException e) {
                socket.close();
                throw new NetlinkException.SocketFailed("ip monitor", e);
            }
            Monitor monitor = new Monitor(socket, bufferBytes, listener);
            monitor.thread.start();
            return monitor;
        }
    }

    /**
     * Ends it at once and waits until a callback in progress has returned; from within the callback it does not wait.
     */
    @Override
    public void close() {
        closed = true;
        socket.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        ByteBuf in = DatagramBuffer.of(DATAGRAM);
        try {
            while (!closed) {
                listen(in);
            }
        } finally {
            in.release();
        }
    }

    /** Until an overrun, a failure or the end. */
    private void listen(ByteBuf in) {
        try {
            while (!closed) {
                in.clear();
                if (socket.receive(in, FOREVER)) {
                    deliver(in);
                }
            }
        } catch (SocketClosedException e) {
            closed = true;
        } catch (ErrnoException e) {
            recover(in, e);
        }
    }

    /**
     * The kernel reports an overrun once, before the events it still has, and drops every further one without a word
     * until all of those are read. So: those first, then the word of it.
     */
    private void recover(ByteBuf in, ErrnoException failure) {
        report(failure);
        int left = queueLimit;
        int again = 0;
        while (!closed && left-- > 0) {
            in.clear();
            try {
                if (!socket.receive(in, Duration.ZERO)) {
                    break;
                }
                deliver(in);
            } catch (SocketClosedException e) {
                closed = true;
            } catch (ErrnoException e) {
                report(e);
                left = queueLimit;
                if (++again % OVERRUNS_PER_WORD == 0) {
                    tell(new RtEvent.EventsLost());
                }
            }
        }
        if (!closed) {
            tell(new RtEvent.EventsLost());
        }
    }

    private void report(ErrnoException failure) {
        int errno = failure.errno().value();
        if (errno != Errno.ENOBUFS.value() && errno != Errno.EMSGSIZE.value()) {
            LoggerFactory.getLogger(Monitor.class).warn("rtnetlink monitor: {}", failure.getMessage());
            pause();
        }
    }

    private void deliver(ByteBuf datagram) {
        MessageReader message = new MessageReader(datagram);
        while (!closed) {
            try {
                if (!message.next()) {
                    return;
                }
            } catch (DecodeException e) {
                byte[] rest = new byte[Math.max(0, datagram.readableBytes() - e.offset())];
                datagram.getBytes(datagram.writerIndex() - rest.length, rest);
                tell(new RtEvent.Undecodable(new RawMessage(0, rest), String.valueOf(e.getMessage())));
                return;
            }
            tell(event(message));
        }
    }

    private static RtEvent event(MessageReader message) {
        KernelObject object;
        try {
            object = RtDecoder.decode(message);
        } catch (DecodeException e) {
            RawMessage raw = new RawMessage(message.type(), message.toBytes());
            return new RtEvent.Undecodable(raw, Rtm.name(message.type()) + ": " + e.getMessage());
        }
        int sender = message.portId();
        // RTM_NEW is 0 and RTM_DEL is 1 in the low two bits of every type.
        boolean removed = (message.type() & 3) == 1;
        if (object instanceof Route route) {
            return removed ? new RtEvent.RouteRemoved(route, sender) : new RtEvent.RouteChanged(route, sender);
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
        return new RtEvent.Other((RawMessage) object, sender);
    }

    private void tell(RtEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Monitor.class).error("rtnetlink monitor: the listener threw on {}", event, e);
        }
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
