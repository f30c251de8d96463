package dev.multipath.agent.bench;

import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Ways to move a list of 100,000 prefixes to its second uplink, by the library alone: each route replaced; one nexthop
 * object that all of them share; the same with a copy of each route over another object behind it.
 */
final class ListMoves implements Measurement {
    private static final int PREFIXES = 100_000;
    private static final int STEP = 1024;
    private static final RouteTable TABLE = RouteTable.of(7800);
    private static final Protocol OWN = Protocol.of(77);
    private static final long FIRST = 7800;
    private static final long SECOND = 7801;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final IpAddress GATEWAY_A = IpAddress.parse("192.0.2.1");
    private static final IpAddress GATEWAY_B = IpAddress.parse("198.51.100.1");

    /** How the routes are made to lead elsewhere. */
    private enum Way {
        EACH("each route replaced"),
        OBJECT("one nexthop object"),
        /** {@code net.ipv4.nexthop_compat_mode=0}: then the kernel does not tell of each route. */
        SILENT_OBJECT("one object, not told of"),
        COPIES("one object, copies behind");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private final Distribution installed = new Distribution();
    private final Distribution moved = new Distribution();
    private final Distribution held = new Distribution();
    private final Distribution told = new Distribution();
    private final Distribution left = new Distribution();

    @Override
    public String name() {
        return "moves";
    }

    @Override
    public void run(Options options, Report report) {
        report.heading("moving " + PREFIXES + " IPv4 routes to another gateway, by the library alone");
        for (Way way : Way.values()) {
            ListMoves values = new ListMoves();
            for (int trial = 0; trial < options.trials(5, 1); trial++) {
                values.measure(way);
            }
            report.row(way.words + ": installed", "ms", values.installed);
            report.row(way.words + ": moved", "ms", values.moved);
            report.row(way.words + ": longest request", "ms", values.held);
            report.row(way.words + ": notifications", "", values.told);
            report.row(way.words + ": routes left when the first carrier is lost", "", values.left);
        }
    }

    // The monitor works by being open.
    @SuppressWarnings("try")
    private void measure(Way way) {
        try (Namespace near = Namespace.create("moves");
                Namespace far = Namespace.create("far")) {
            link(near, far, "wan0", "192.0.2.2/24");
            link(near, far, "wan1", "198.51.100.2/24");
            if (way == Way.SILENT_OBJECT) {
                near.sysctl("net.ipv4.nexthop_compat_mode", "0");
            }
            RtNetlink netlink = near.netlink().withTimeout(PATIENCE);
            int a = near.index("wan0");
            int b = near.index("wan1");
            AtomicInteger heard = new AtomicInteger();
            try (Monitor monitor =
                    netlink.monitor().routing().receiveBuffer(1 << 28).start(event -> heard.incrementAndGet())) {
                long start = System.nanoTime();
                install(way, netlink, a, b);
                installed.addNanosAsMillis(System.nanoTime() - start);
                settle(heard);
                move(way, netlink, b, heard);
                // Back again: what stands behind is of the other one.
                if (way != Way.EACH) {
                    netlink.nexthops().replace(object(FIRST, GATEWAY_A, a));
                } else {
                    send(netlink, route -> route.via(GATEWAY_A, a));
                }
                far.down("far-wan0");
                Await.until(
                        PATIENCE,
                        "the carrier to be lost",
                        () -> !near.link("wan0").carrier());
                int[] count = new int[1];
                netlink.routes().walk(RouteFilter.of(AddressFamily.INET).table(TABLE), row -> count[0]++);
                left.add(count[0]);
            }
        }
    }

    private static void link(Namespace near, Namespace far, String device, String address) {
        near.veth(device, far, "far-" + device);
        near.up(device);
        far.up("far-" + device);
        near.address(device, address);
        Await.until(PATIENCE, "a carrier", () -> near.link(device).carrier());
    }

    private static void install(Way way, RtNetlink netlink, int a, int b) {
        if (way == Way.EACH) {
            send(netlink, route -> route.via(GATEWAY_A, a));
            return;
        }
        netlink.nexthops().add(object(FIRST, GATEWAY_A, a));
        if (way == Way.COPIES) {
            netlink.nexthops().add(object(SECOND, GATEWAY_B, b));
            send(netlink, route -> route.priority(1001).target(new RouteTarget.NextHopId(SECOND)));
        }
        send(netlink, route -> route.target(new RouteTarget.NextHopId(FIRST)));
    }

    private void move(Way way, RtNetlink netlink, int b, AtomicInteger heard) {
        heard.set(0);
        long start = System.nanoTime();
        if (way == Way.EACH) {
            held.addNanosAsMillis(send(netlink, route -> route.via(GATEWAY_B, b)));
        } else {
            netlink.nexthops().replace(object(FIRST, GATEWAY_B, b));
            held.addNanosAsMillis(System.nanoTime() - start);
        }
        moved.addNanosAsMillis(System.nanoTime() - start);
        settle(heard);
        told.add(heard.get());
    }

    private static NextHopObject object(long id, IpAddress gateway, int index) {
        return NextHopObject.via(id, gateway, index).protocol(OWN);
    }

    /** How long the longest of its requests took, nanoseconds. */
    private static long send(RtNetlink netlink, UnaryOperator<Route> how) {
        long longest = 0;
        Batch batch = netlink.batch().acknowledgeLast();
        for (int i = 0; i < PREFIXES; i++) {
            Route route = Route.to(IpPrefix.host(IpAddress.ipv4(0x2d00_0000 + i * 2)))
                    .table(TABLE)
                    .protocol(OWN);
            batch.replace(how.apply(route));
            if (batch.size() == STEP || i == PREFIXES - 1) {
                long start = System.nanoTime();
                batch.send().forEach(ChangeResult::orThrow);
                longest = Math.max(longest, System.nanoTime() - start);
            }
        }
        return longest;
    }

    private static void settle(AtomicInteger heard) {
        int before = -1;
        while (before != heard.get()) {
            before = heard.get();
            Bench.letPass(Duration.ofMillis(300));
        }
    }
}
