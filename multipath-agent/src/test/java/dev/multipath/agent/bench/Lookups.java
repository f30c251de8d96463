package dev.multipath.agent.bench;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.testkit.netns.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the kernel about every half millisecond for the way to the Internet: the gateway's own and the LAN's, both families.
 *
 * <p>The kernel itself now and then refuses a lookup that meets the replacement of a route in place ({@link InPlace}). So what
 * was refused is asked again at once, and counted apart if it is answered then.
 */
final class Lookups implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;

    private final RtNetlink netlink;
    private final List<RouteLookup> questions = new ArrayList<>();
    private final long[] lastGood;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long longestGap;
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder refusedOnce = new LongAdder();
    private volatile String lastRefusal = "";

    private Lookups(Topology topology) {
        netlink = RtNetlink.open(topology.gateway().netNs());
        int lan = topology.gateway().index(Topology.LAN_DEVICE);
        for (AddressFamily family : Balance.FAMILIES) {
            RouteLookup own = RouteLookup.to(topology.target(family));
            questions.add(own);
            questions.add(forwarded(own, family, lan));
        }
        lastGood = new long[questions.size()];
        thread = new Thread(this::run, "lookups");
        thread.setDaemon(true);
    }

    static Lookups start(Topology topology) {
        Lookups lookups = new Lookups(topology);
        lookups.thread.start();
        return lookups;
    }

    private static RouteLookup forwarded(RouteLookup own, AddressFamily family, int lan) {
        IpAddress client = IpAddress.parse(family.equals(AddressFamily.INET) ? "10.77.0.10" : "fd77::10");
        return new RouteLookup(
                own.destination(),
                Optional.of(client),
                OptionalInt.of(lan),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                OptionalInt.empty(),
                false);
    }

    private void run() {
        while (!stopping) {
            for (int i = 0; i < questions.size(); i++) {
                ask(i);
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private void ask(int question) {
        asked.increment();
        Optional<NetlinkException.Rejected> first = refusal(question);
        Optional<NetlinkException.Rejected> again = first.flatMap(noWay -> refusal(question));
        if (again.isPresent()) {
            refused.increment();
            lastRefusal = questions.get(question) + ": " + again.get().getMessage();
            if (lastGood[question] != 0) {
                longestGap = Math.max(longestGap, System.nanoTime() - lastGood[question]);
            }
        } else {
            lastGood[question] = System.nanoTime();
            refusedOnce.add(first.isPresent() ? 1 : 0);
        }
    }

    private Optional<NetlinkException.Rejected> refusal(int question) {
        try {
            netlink.routes().lookup(questions.get(question));
            return Optional.empty();
        } catch (NetlinkException.Rejected noWay) {
            return Optional.of(noWay);
        }
    }

    long asked() {
        return asked.sum();
    }

    /** Questions answered with "unreachable" and the like, twice in a row. */
    long refused() {
        return refused.sum();
    }

    /** Questions that were answered when they were asked again at once. */
    long refusedOnce() {
        return refusedOnce.sum();
    }

    /** The last question refused, and why; empty without any. */
    String lastRefusal() {
        return lastRefusal;
    }

    /** From a last good answer to the last bad one after it; 0 without bad ones. */
    long longestGapNanos() {
        return longestGap;
    }

    @Override
    public void close() {
        stopping = true;
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        netlink.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
