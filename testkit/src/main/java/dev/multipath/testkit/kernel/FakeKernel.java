package dev.multipath.testkit.kernel;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A kernel in memory: routes, rules, links, addresses, neighbours and nexthop objects of one namespace, answering the
 * library's netlink bytes as Linux 6.18 does, the silent losses included.
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
 * <p>It has no thread, and its clock stands still until {@link #advance} moves it: a request is done, and its answer and
 * events are queued, before send returns, so a run is repeated exactly, byte for byte. What takes the real kernel time is
 * done at once (carrier events, unless {@link #carrierDelay} says otherwise), or as time passes. Everything may be called
 * from any thread.
 *
 * <p>Which way a flow takes among several is computed as Linux does, so that with the same
 * {@code fib_multipath_hash_seed} both take the same.
 *
 * <p>Not here: traffic, connections, namespaces other than the one (a device moved away is gone; the far end of a veth
 * pair made elsewhere is taken to be up), VRFs, tunnels' encapsulation.
 */
public final class FakeKernel implements NetlinkSocketFactory {
    private static final int FIRST_PORT = 4711;
    private static final AtomicLong COOKIES = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final FakeNetwork network = new FakeNetwork();
    private final FakeDispatch dispatch = new FakeDispatch(network);
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
            dispatch.sockets().add(socket);
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
        locked(() -> dispatch.faults.add(fault));
    }

    /** Delivers the answers that {@link Fault.HoldAnswer} kept back. */
    public void release() {
        locked(() -> List.copyOf(dispatch.sockets()).forEach(FakeKernelSocket::release));
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

    /**
     * Makes it what a dialer makes: {@code POINTOPOINT,NOARP} and of the type of PPP, without a link-layer address. No
     * message asks for one.
     *
     * @throws IllegalArgumentException when there is no such device
     */
    public void pointToPoint(String device) {
        locked(() -> {
            require(device).pointToPoint = true;
        });
    }

    /** {@code ignore_routes_with_linkdown} of all devices, IPv4 and IPv6; false at first, as in Linux. */
    public void ignoreRoutesWithLinkdown(boolean ignore) {
        String value = ignore ? "1" : "0";
        locked(() -> {
            network.sysctls.write("net.ipv4.conf.all.ignore_routes_with_linkdown", value);
            network.sysctls.write("net.ipv6.conf.all.ignore_routes_with_linkdown", value);
        });
    }

    /**
     * Sets a sysctl: {@code net.ipv4.fib_multipath_hash_policy} and that of ipv6 (0, 1),
     * {@code net.ipv4.fib_multipath_hash_seed}, and {@code ignore_routes_with_linkdown} of {@code net.ipv4.conf.…} and
     * {@code net.ipv6.conf.…}.
     *
     * @throws IllegalArgumentException for another name, a device that is not there, and a value it does not take
     */
    public void sysctl(String name, String value) {
        locked(() -> network.sysctls.write(name, value));
    }

    /** The value of a sysctl; empty where the fake kernel, or the device, has none of this name. */
    public Optional<String> sysctl(String name) {
        return locked(() -> network.sysctls.read(name));
    }

    /** The kernel's own time: how far {@link #advance} has moved it. */
    public Duration now() {
        return Duration.ofNanos(locked(network.clock::now));
    }

    /**
     * Lets time pass. What is due on the way happens at its time and in order: addresses and IPv6 routes expire,
     * tentative addresses become usable, the link watch sees a carrier ({@link #carrierDelay}), neighbours age, idle
     * buckets of resilient groups move.
     *
     * @throws IllegalArgumentException for a negative time
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        locked(() -> {
            network.advance(time.toNanos());
            dispatch.announce();
        });
    }

    /** How long until something happens by itself; empty when nothing does. */
    public Optional<Duration> untilNextChange() {
        long[] times = locked(() -> new long[] {network.nextDeadline(), network.clock.now()});
        return times[0] == FakeClock.NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, times[0] - times[1])));
    }

    /**
     * How late the link watch is: a lost or found carrier shows in an answer at once, but its event, and what it does to
     * routes, comes so much later. Linux takes up to a second; zero at first.
     */
    public void carrierDelay(Duration delay) {
        locked(() -> {
            network.links.carrierDelay = delay.toNanos();
        });
    }

    /**
     * Somebody answers for an address on a device from now on, when the kernel asks who has it.
     *
     * @throws IllegalArgumentException when there is no such device
     */
    public void neighbourAnswers(String device, IpAddress address, HardwareAddress hardware) {
        neighbour(device, address, Optional.of(hardware));
    }

    /** Nobody answers for the address any more, as at first. */
    public void neighbourSilent(String device, IpAddress address) {
        neighbour(device, address, Optional.empty());
    }

    private void neighbour(String device, IpAddress address, Optional<HardwareAddress> hardware) {
        locked(() -> {
            network.neighbours.answer(require(device).index, address, hardware);
            dispatch.announce();
        });
    }

    /** Another kernel in the same state, time included, but without sockets and faults. */
    public FakeKernel copy() {
        FakeKernel copy = new FakeKernel();
        locked(() -> copy.network.copyFrom(network));
        return copy;
    }

    /**
     * Becomes what another kernel is, time included; {@code restore(new FakeKernel())} starts afresh. Sockets stay open,
     * without what was under way on them, and hear nothing of it; faults that wait are forgotten.
     */
    public void restore(FakeKernel saved) {
        FakeNetwork state = saved.copy().network;
        locked(() -> {
            network.copyFrom(state);
            dispatch.faults.clear();
            dispatch.sockets().forEach(FakeKernelSocket::drain);
        });
    }

    /** What there is, without asking by a socket: faults do not touch it, and it disturbs no conversation. */
    public FakeState state() {
        return locked(() -> FakeState.of(network));
    }

    /** The routes of all tables but local, like {@link #state()}: a part of it, for less. */
    public List<Route> routes() {
        return locked(() -> {
            List<Route> routes = new ArrayList<>();
            for (Route route : FakeState.routes(network)) {
                if (!route.table().equals(RouteTable.LOCAL)) {
                    routes.add(route);
                }
            }
            return List.copyOf(routes);
        });
    }

    /** The rules of both families, likewise. */
    public List<Rule> rules() {
        return locked(() -> FakeState.rules(network));
    }

    /** All addresses, likewise; without the labels and lifetimes a dump adds. */
    public List<Address> addresses() {
        return locked(() -> network.addresses.list(AddressFamily.UNSPEC, 0));
    }

    /** Which way a packet goes, as {@code ip route get} has it; empty where it goes none. Faults do not touch it. */
    public Optional<Route> lookup(RouteLookup lookup) {
        return locked(() -> FakeState.lookup(network, lookup));
    }

    /** How many faults still wait to happen. */
    public int pendingFaults() {
        return locked(dispatch.faults::size);
    }

    /** Takes back what was injected and did not happen yet. */
    public void forgetFaults() {
        locked(dispatch.faults::clear);
    }

    /** Makes tentative IPv6 addresses usable, as the second after their adding does in Linux. */
    public void finishDuplicateDetection() {
        locked(() -> {
            network.addresses.finishDuplicateDetection();
            dispatch.announce();
        });
    }

    /** How many sockets are open: what a test for leaks looks at. */
    public int openSockets() {
        return locked(() -> dispatch.sockets().size());
    }

    private void plug(String device, boolean plugged) {
        locked(() -> {
            network.links.plug(require(device), plugged);
            dispatch.announce();
        });
    }

    private FakeLink require(String device) {
        FakeLink link = network.links.find(device);
        if (link == null) {
            throw new IllegalArgumentException("no device " + device);
        }
        return link;
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

    <T> T locked(Supplier<T> code) {
        lock.lock();
        try {
            return code.get();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those who wait. */
    void changed() {
        change.signalAll();
    }

    void forget(FakeKernelSocket socket) {
        dispatch.sockets().remove(socket);
    }

    void receive(FakeKernelSocket from, byte[] datagram) {
        dispatch.receive(from, datagram);
    }

    boolean overruns() {
        return dispatch.faults.take(Fault.Overrun.class);
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
}
