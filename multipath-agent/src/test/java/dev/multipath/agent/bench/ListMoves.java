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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ways to move a list of 100,000 prefixes to its second uplink, by the library alone: each route replaced, or one nexthop
 * object that all of them share.
 */
final class ListMoves implements Measurement {
    private static final int PREFIXES = 100_000;
    private static final RouteTable TABLE = RouteTable.of(7800);
    private static final Protocol OWN = Protocol.of(77);
    private static final long FIRST = 7800;
    private static final long SECOND = 7801;
    private static final int CHUNK = 1024;
    private static final IpAddress GATEWAY_A = IpAddress.parse("192.0.2.1");
    private static final IpAddress GATEWAY_B = IpAddress.parse("198.51.100.1");

    @Override
    public String name() {
        return "moves";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        report.heading("moving " + PREFIXES + " IPv4 routes to another gateway");
        for (Way way : Way.values()) {
            measure(way, options.trials(5, 1), report);
        }
    }

    /** How the routes are made to lead elsewhere. */
    private enum Way {
        EACH_ROUTE,
        SHARED_OBJECT,
        OBJECT_AND_COPY
    }

    private static void measure(Way way, int trials, Report report) {
        Distribution install = new Distribution();
        Distribution move = new Distribution();
        Distribution longest = new Distribution();
        Distribution carrier = new Distribution();
        Distribution left = new Distribution();
        Distribution told = new Distribution();
        for (int trial = 0; trial < trials; trial++) {
            try (Namespace namespace = Namespace.create("moves");
                    Namespace far = Namespace.create("far")) {
                namespace.veth("wan0", far, "far0");
                namespace.veth("wan1", far, "far1");
                for (String device : List.of("wan0", "wan1")) {
                    namespace.up(device);
                    far.up("far" + device.charAt(3));
                }
                namespace.address("wan0", "192.0.2.2/24");
                namespace.address("wan1", "198.51.100.2/24");
                Await.until(Duration.ofSeconds(5), "carriers", () -> namespace.link("wan0").carrier()
                        && namespace.link("wan1").carrier());
                RtNetlink netlink = namespace.netlink();
                int a = namespace.index("wan0");
                int b = namespace.index("wan1");
                AtomicInteger heard = new AtomicInteger();
                try (Monitor monitor = netlink.monitor().routing().receiveBuffer(1 << 28).start(e -> heard.incrementAndGet())) {
                    long start = System.nanoTime();
                    if (way != Way.EACH_ROUTE) {
                        netlink.nexthops().add(NextHopObject.via(FIRST, GATEWAY_A, a).protocol(OWN));
                    }
                    if (way == Way.OBJECT_AND_COPY) {
                        netlink.nexthops().add(NextHopObject.via(SECOND, GATEWAY_B, b).protocol(OWN));
                        send(netlink, route -> route.priority(1001).target(new RouteTarget.NextHopId(SECOND)));
                    }
                    send(netlink, way == Way.EACH_ROUTE ? route -> route.via(GATEWAY_A, a) : route -> route.target(new RouteTarget.NextHopId(FIRST)));
                    install.add(millis(start));
                    settle(heard);
                    heard.set(0);
                    start = System.nanoTime();
                    double most;
                    if (way == Way.EACH_ROUTE) {
                        most = send(netlink, route -> route.via(GATEWAY_B, b));
                    } else {
                        netlink.nexthops().replace(NextHopObject.via(FIRST, GATEWAY_B, b).protocol(OWN));
                        most = millis(start);
                    }
                    move.add(millis(start));
                    longest.add(most);
                    settle(heard);
                    told.add((double) heard.get());
                    start = System.nanoTime();
                    far.down("far1");
                    Await.until(Duration.ofSeconds(20), "carrier lost", () -> !namespace.link("wan1").carrier());
                    carrier.add(millis(start));
                    left.add((double) count(netlink));
                }
            }
        }
        String what = way.toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        report.row(what + ": installed", "ms", install);
        report.row(what + ": moved", "ms", move);
        report.row(what + ": longest send while moving", "ms", longest);
        report.row(what + ": notifications of the move", "", told);
        report.row(what + ": until the lost carrier is seen", "ms", carrier);
        report.row(what + ": routes left then", "", left);
    }

    private static double send(RtNetlink netlink, java.util.function.UnaryOperator<Route> how) {
        double longest = 0;
        Batch batch = netlink.batch().acknowledgeLast();
        for (int i = 0; i < PREFIXES; i++) {
            Route route = Route.to(IpPrefix.host(IpAddress.ipv4(0x2d000000 + i * 2))).table(TABLE).protocol(OWN);
            batch.replace(how.apply(route));
            if (batch.size() == CHUNK || i == PREFIXES - 1) {
                long start = System.nanoTime();
                batch.send().forEach(ChangeResult::orThrow);
                longest = Math.max(longest, millis(start));
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

    private static int count(RtNetlink netlink) {
        int[] count = new int[1];
        netlink.routes().walk(RouteFilter.of(AddressFamily.INET).table(TABLE), row -> count[0]++);
        return count[0];
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
