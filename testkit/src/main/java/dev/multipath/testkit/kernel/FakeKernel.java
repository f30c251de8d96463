package dev.multipath.testkit.kernel;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * A kernel in memory: routes, rules, links, addresses and nexthop objects of one namespace, answering the library's
 * netlink bytes as Linux 6.18 does, the silent losses included.
 *
 * <pre>{@code
 * FakeKernel kernel = new FakeKernel();
 * try (RtNetlink netlink = kernel.netlink()) {
 *     netlink.links().add(NewLink.veth("eth0", "far").setUp());
 *     kernel.inject(new Fault.Refuse(Rtm.RTM_NEWROUTE, Errno.EPERM, ""));
 *     …
 * }
 * }</pre>
 *
 * <p>It has no clock and no thread: a request is done, and its answer and events are queued, before send returns, so a
 * run is repeated exactly. What takes the real kernel time is done at once (carrier events), or when told to
 * ({@link #finishDuplicateDetection()}). Everything may be called from any thread.
 *
 * <p>Not here: traffic, neighbours, namespaces other than the one (a device moved away is gone; the far end of a veth
 * pair made elsewhere is taken to be up), expiry of addresses and routes, VRFs, tunnels' encapsulation.
 */
public final class FakeKernel implements NetlinkSocketFactory {
    private static final int FIRST_PORT = 4711;
    private static final int FIRST_REQUEST = 16;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final Errno ERANGE = Errno.of(34);
    private static final AtomicLong COOKIES = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final FakeNetwork network = new FakeNetwork();
    private final FakeRequests requests = new FakeRequests(network);
    private final FakeDumps dumps = new FakeDumps(network);
    private final Faults faults = new Faults();
    private final List<FakeKernelSocket> sockets = new ArrayList<>();
    private final long cookie = COOKIES.incrementAndGet();
    private int nextPort = FIRST_PORT;

    /** A fresh namespace: nothing but a loopback device, down, and the initial rules. */
    public FakeKernel() {}

    /**
     * A socket of this kernel.
     *
     * @param namespace is not looked at: this kernel has one
     */
    @Override
    public NetlinkSocket open(NetNs namespace) {
        lock.lock();
        try {
            FakeKernelSocket socket = new FakeKernelSocket(this, nextPort++);
            sockets.add(socket);
            return socket;
        } finally {
            lock.unlock();
        }
    }

    /** The library's handle to this kernel; its monitors listen to it too. */
    public RtNetlink netlink() {
        return RtNetlink.open(NetNs.current(), this);
    }

    /** Lets something go wrong, once. */
    public void inject(Fault fault) {
        locked(() -> faults.add(fault));
    }

    /** Takes back what was injected and did not happen yet. */
    public void forgetFaults() {
        locked(faults::clear);
    }

    /** Delivers the answers that {@link Fault.HoldAnswer} kept back. */
    public void release() {
        locked(() -> List.copyOf(sockets).forEach(FakeKernelSocket::release));
    }

    /**
     * Pulls the cable: the device loses its carrier, a veth peer too.
     *
     * @throws IllegalArgumentException when there is no such device
     */
    public void unplug(String device) {
        plug(device, false);
    }

    /** Puts the cable back. */
    public void plugIn(String device) {
        plug(device, true);
    }

    /** {@code ignore_routes_with_linkdown} of all devices, IPv4 and IPv6; false at first, as in Linux. */
    public void ignoreRoutesWithLinkdown(boolean ignore) {
        locked(() -> network.settings.ignoreRoutesWithLinkdown = ignore);
    }

    /** Makes tentative IPv6 addresses usable, as the second after their adding does in Linux. */
    public void finishDuplicateDetection() {
        locked(() -> {
            network.addresses.finishDuplicateDetection();
            announce();
        });
    }

    /** How many sockets are open: what a test for leaks looks at. */
    public int openSockets() {
        return lockedInt(sockets::size);
    }

    /** The routes of all tables but local, as a dump would show them: without asking by netlink, which takes longer. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        locked(() -> {
            for (Route route : network.routes4.all()) {
                routes.add(network.routes4.shown(route));
            }
            routes.addAll(network.routes6.all());
        });
        routes.removeIf(route -> route.table().equals(RouteTable.LOCAL));
        return routes;
    }

    /** The rules of both families, likewise. */
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        locked(() -> {
            rules.addAll(network.rules4.all());
            rules.addAll(network.rules6.all());
        });
        return rules;
    }

    /** All addresses, likewise. */
    public List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        locked(() -> addresses.addAll(network.addresses.list(AddressFamily.UNSPEC, 0)));
        return addresses;
    }

    private void plug(String device, boolean plugged) {
        locked(() -> {
            FakeLink link = network.links.find(device);
            if (link == null) {
                throw new IllegalArgumentException("no device " + device);
            }
            network.links.plug(link, plugged);
            announce();
        });
    }

    long cookie() {
        return cookie;
    }

    void locked(Runnable code) {
        lock.lock();
        try {
            code.run();
        } finally {
            lock.unlock();
        }
    }

    int lockedInt(IntSupplier code) {
        lock.lock();
        try {
            return code.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those who wait. */
    void changed() {
        change.signalAll();
    }

    void forget(FakeKernelSocket socket) {
        sockets.remove(socket);
    }

    boolean overruns() {
        return faults.take(Fault.Overrun.class);
    }

    /** Takes the lock for a receive that may wait; {@link Patience#end()} gives it back. */
    Patience patience(Duration timeout) {
        lock.lock();
        return new Patience(timeout);
    }

    /** How long a receive still waits, with the kernel's lock held except while it does. */
    final class Patience {
        private final boolean forever;
        private long nanos;
        private boolean interrupted;

        private Patience(Duration timeout) {
            this.forever = timeout.isNegative();
            this.nanos = forever ? Long.MAX_VALUE : timeout.toNanos();
        }

        /** Waits for a change; false when the time is over. For a loop: it may also return without one. */
        @SuppressWarnings("WaitNotInLoop")
        boolean await() {
            if (nanos <= 0) {
                return false;
            }
            try {
                nanos = forever ? Long.MAX_VALUE : nanos;
                nanos = change.awaitNanos(nanos);
            } catch (InterruptedException e) {
                // As a system call it goes on; the thread learns of it afterwards.
                interrupted = true;
            }
            return true;
        }

        void end() {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does what the messages of a datagram ask for, one after the other; the rest of a broken one is ignored. */
    void receive(FakeKernelSocket from, byte[] datagram) {
        if (faults.take(Fault.CloseSocket.class)) {
            from.close();
            return;
        }
        MessageReader request = new MessageReader(Unpooled.wrappedBuffer(datagram));
        try {
            while (request.next()) {
                boolean asks = (request.flags() & NetlinkHeader.NLM_F_REQUEST) != 0;
                if (asks && request.type() >= FIRST_REQUEST) {
                    handle(from, request);
                }
            }
        } catch (DecodeException e) {
            return;
        }
    }

    private void handle(FakeKernelSocket from, MessageReader request) {
        if (faults.take(Fault.HoldAnswer.class)) {
            from.hold();
        }
        boolean get = (request.type() & 3) == 2;
        if (get && (request.flags() & NetlinkHeader.NLM_F_DUMP) != 0) {
            dump(from, request);
            return;
        }
        Message answer;
        boolean wanted;
        try {
            Optional<Fault.Refuse> refuse = faults.take(Fault.Refuse.class, fault -> fault.type() == request.type());
            if (refuse.isPresent()) {
                throw new Refusal(refuse.get().errno(), refuse.get().text());
            }
            Optional<FakeRequests.Reply> reply = requests.execute(request);
            announce(from, request);
            if (reply.isPresent()) {
                from.deliver(new Message(reply.get().type(), 0, reply.get().body())
                        .addressed(request.sequence(), from.portId())
                        .toBytes());
            }
            wanted = (request.flags() & NetlinkHeader.NLM_F_ACK) != 0;
            answer = Acknowledgement.of(request, from.portId());
        } catch (Refusal e) {
            announce(from, request);
            wanted = true;
            answer = Acknowledgement.of(request, from.portId(), e);
        } catch (DecodeException e) {
            wanted = true;
            answer = malformed(request, from.portId(), e);
        }
        if (wanted && !faults.take(Fault.DropAck.class)) {
            from.deliver(answer.toBytes());
        }
    }

    private static Message malformed(MessageReader request, int port, DecodeException why) {
        if (String.valueOf(why.getMessage()).contains("RTA_MULTIPATH")) {
            String text = "Invalid nexthop configuration - extra data after nexthops";
            return Acknowledgement.of(request, port, Errno.EINVAL.value(), text, 0);
        }
        int offset = Math.max(0, why.offset() - ATTRIBUTE_HEADER);
        return Acknowledgement.of(request, port, ERANGE.value(), "Attribute failed policy validation", offset);
    }

    private void dump(FakeKernelSocket from, MessageReader request) {
        if (from.isDumping()) {
            Refusal busy = new Refusal(Errno.EBUSY);
            from.deliver(Acknowledgement.of(request, from.portId(), busy).toBytes());
            return;
        }
        try {
            Optional<Fault.Refuse> refuse = faults.take(Fault.Refuse.class, fault -> fault.type() == request.type());
            if (refuse.isPresent()) {
                throw new Refusal(refuse.get().errno(), refuse.get().text());
            }
            FakeDump.Content content = dumps.content(request);
            boolean interrupted = faults.take(Fault.InterruptDump.class);
            from.begin(new FakeDump(content, request.sequence(), from.portId(), interrupted));
        } catch (Refusal e) {
            from.begin(new FakeDump(e, request.sequence(), from.portId()));
        } catch (DecodeException e) {
            Refusal invalid = new Refusal(Errno.EINVAL, String.valueOf(e.getMessage()));
            from.begin(new FakeDump(invalid, request.sequence(), from.portId()));
        }
    }

    /** Tells the listeners what a request brought about, and its sender too where it asked for an echo. */
    private void announce(FakeKernelSocket from, MessageReader request) {
        boolean echo = (request.flags() & NetlinkHeader.NLM_F_ECHO) != 0;
        for (Notices.Notice notice : network.notices.drain()) {
            Message message = notice.requested()
                    ? notice.message().addressed(request.sequence(), from.portId())
                    : notice.message();
            boolean echoed = echo && notice.requested();
            multicast(notice.group(), message, socket -> !echoed || socket != from);
            if (echoed) {
                from.deliver(message.toBytes());
            }
        }
    }

    private void announce() {
        for (Notices.Notice notice : network.notices.drain()) {
            multicast(notice.group(), notice.message(), socket -> true);
        }
    }

    private void multicast(int group, Message message, Predicate<FakeKernelSocket> which) {
        byte[] datagram = message.toBytes();
        for (FakeKernelSocket socket : List.copyOf(sockets)) {
            if (socket.listensTo(group) && which.test(socket)) {
                socket.deliver(datagram);
            }
        }
    }
}
