package dev.multipath.netlink;

import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Listens to the kernel's notifications: {@code ip monitor}. Has its own socket and its own daemon thread, on which the
 * listener is called; a slow listener makes the kernel drop events ({@link RtEvent.EventsLost}).
 *
 * <p>Nothing ends it but {@link #close()}: a listener that throws is logged, a message that cannot be read is a
 * {@link RtEvent.Undecodable}.
 *
 * <p>To hold a copy of what the kernel has, follow four steps, or let {@link RouteView} do so:
 *
 * <ol>
 *   <li>start the monitor, which queues events from then on;
 *   <li>list what is of interest;
 *   <li>apply the events in the order they come. One about a change the list already shows is harmless: it says so again;
 *   <li>at {@link RtEvent.EventsLost}, list everything again, and go on. That event comes after all events from before
 *       the loss, and what is lost happened before it comes: a list begun then shows it. What happens later is heard, or
 *       followed by another {@code EventsLost}.
 * </ol>
 *
 * <p>Events alone do not do: the kernel deletes IPv4 routes without a word when a device goes down or loses its last
 * address ({@link Doubts} knows which event puts what in doubt).
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-monitor.8.html">ip-monitor(8)</a>
 */
public final class Monitor implements AutoCloseable {
    /** What is asked for unless told otherwise, bytes. The kernel doubles it; holds some 10,000 route events. */
    public static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final EventSource source;
    private final Consumer<? super RtEvent> listener;
    private final Thread thread;

    private Monitor(EventSource source, Consumer<? super RtEvent> listener) {
        this.source = source;
        this.listener = listener;
        this.thread = new Thread(this::run, "rtnetlink-monitor");
        thread.setDaemon(true);
    }

    /** Which notifications to listen to. */
    public static final class Builder {
        private final NetNs namespace;
        private final NetlinkSocketFactory sockets;
        private final List<Integer> groups = new ArrayList<>();
        private int receiveBuffer = RECEIVE_BUFFER;
        private boolean everywhere;
        private Optional<EventFilter> filter = Optional.empty();

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

        /** Multicast groups joined and left, IPv6 anycast addresses; refused by kernels before 6.14. */
        public Builder groupAddresses() {
            return group(Rtnlgrp.RTNLGRP_IPV4_MCADDR)
                    .group(Rtnlgrp.RTNLGRP_IPV6_MCADDR)
                    .group(Rtnlgrp.RTNLGRP_IPV6_ACADDR);
        }

        /** IPv4 and IPv6 routes. */
        public Builder routes() {
            return group(Rtnlgrp.RTNLGRP_IPV4_ROUTE).group(Rtnlgrp.RTNLGRP_IPV6_ROUTE);
        }

        /** IPv4 and IPv6 rules. */
        public Builder rules() {
            return group(Rtnlgrp.RTNLGRP_IPV4_RULE).group(Rtnlgrp.RTNLGRP_IPV6_RULE);
        }

        /** Neighbours, and the forwarding entries of bridges and tunnels. */
        public Builder neighbours() {
            return group(Rtnlgrp.RTNLGRP_NEIGH);
        }

        /** Nexthop objects and buckets of resilient groups. */
        public Builder nexthops() {
            return group(Rtnlgrp.RTNLGRP_NEXTHOP);
        }

        /** Namespaces that get or lose a number in this one. */
        public Builder namespaceIds() {
            return group(Rtnlgrp.RTNLGRP_NSID);
        }

        /** Any {@code RTNLGRP_*}; what has no type here arrives as {@link RtEvent.Other}. */
        public Builder group(int number) {
            groups.add(number);
            return this;
        }

        /**
         * All that {@link Doubts} draws conclusions from: links, addresses, routes, rules, nexthop objects, and settings
         * such as {@code ignore_routes_with_linkdown} ({@code RTM_NEWNETCONF}).
         */
        public Builder routing() {
            return links().addresses()
                    .routes()
                    .rules()
                    .nexthops()
                    .group(Rtnlgrp.RTNLGRP_IPV4_NETCONF)
                    .group(Rtnlgrp.RTNLGRP_IPV6_NETCONF);
        }

        /**
         * How much the kernel shall queue while the listener is busy: {@code SO_RCVBUFFORCE}, or without CAP_NET_ADMIN
         * {@code SO_RCVBUF}, which {@code net.core.rmem_max} limits. {@link Monitor#receiveBuffer} says what was got.
         *
         * @param bytes above 0; the kernel doubles it. An event takes about 800
         */
        public Builder receiveBuffer(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("a receive buffer of " + bytes + " bytes");
            }
            receiveBuffer = bytes;
            return this;
        }

        /** Lets the kernel queue only what this filter wants. */
        public Builder filter(EventFilter wanted) {
            filter = Optional.of(wanted);
            return this;
        }

        /**
         * Listens also in every other namespace that has an id in this one ({@code ip netns set}, {@code
         * RTM_NEWNSID}); what is heard there arrives as {@link RtEvent.Elsewhere}. Needs CAP_NET_BROADCAST in both.
         */
        public Builder allNamespaces() {
            everywhere = true;
            return this;
        }

        /**
         * Begins to listen; what happens after this returned is heard.
         *
         * @param listener called on the monitor's thread
         * @throws NetlinkException.SocketFailed when the system refuses the socket, a group, the filter or the namespaces
         */
        public Monitor start(Consumer<? super RtEvent> listener) {
            Monitor monitor = new Monitor(open(), listener);
            monitor.thread.start();
            return monitor;
        }

        EventSource open() {
            NetlinkSocket socket;
            try {
                socket = sockets.open(namespace);
            } catch (ErrnoException e) {
                throw new NetlinkException.SocketFailed("ip monitor", e);
            }
            try {
                return new EventSource(socket, setUp(socket));
            } catch (ErrnoException e) {
                socket.close();
                throw new NetlinkException.SocketFailed("ip monitor", e);
            } catch (Throwable failure) {
                socket.close();
                throw failure;
            }
        }

        /** The filter before the groups, so that nothing unwanted is ever queued. */
        private int setUp(NetlinkSocket socket) throws ErrnoException {
            int bytes = socket.receiveBuffer(receiveBuffer);
            if (filter.isPresent()) {
                ByteBuf program = UnpooledByteBufAllocator.DEFAULT.directBuffer();
                try {
                    EventProgram.of(filter.get()).write(program);
                    socket.attachFilter(program);
                } finally {
                    program.release();
                }
            }
            if (everywhere) {
                socket.listenToAllNamespaces();
            }
            for (int group : groups) {
                socket.join(group);
            }
            return bytes;
        }
    }

    /** The size of the receive buffer in force, bytes: twice what was asked for, or what the system allowed. */
    public int receiveBuffer() {
        return source.receiveBuffer();
    }

    /**
     * Ends it at once and waits until a callback in progress has returned; from within the callback it does not wait.
     */
    @Override
    public void close() {
        source.close();
        if (Thread.currentThread() != thread) {
            awaitEnd(thread);
        }
    }

    /** An interrupt is kept for later. */
    static void awaitEnd(Thread thread) {
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
        try {
            while (!source.isClosed()) {
                source.receive(EventSource.FOREVER, this::tell);
            }
        } finally {
            source.release();
        }
    }

    private void tell(RtEvent event) {
        if (source.isClosed()) {
            return;
        }
        try {
            listener.accept(event);
        } catch (Throwable thrown) {
            LoggerFactory.getLogger(Monitor.class).error("rtnetlink monitor: the listener threw on {}", event, thrown);
        }
    }
}
