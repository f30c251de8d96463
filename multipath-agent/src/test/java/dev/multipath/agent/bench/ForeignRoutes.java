package dev.multipath.agent.bench;

import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.netns.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the agent takes beside a routing daemon with a full table in main, quiet and in a storm of changes. */
final class ForeignRoutes implements Measurement {
    private static final int AT_ONCE = 5_000;
    private static final int CHANGES_PER_SECOND = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final AddressFamily family;
    private final int count;

    ForeignRoutes(AddressFamily family, int count) {
        this.family = family;
        this.count = count;
    }

    @Override
    public String name() {
        return family.equals(AddressFamily.INET) ? "foreign4" : "foreign6";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int routes = options.quick() ? count / 10 : count;
        Duration time = options.time(Duration.ofSeconds(60), Duration.ofSeconds(15));
        report.heading(name() + ": " + routes + " routes of another program in table main");
        try (Workplace place = new Workplace()) {
            Topology topology = place.site().topology();
            try (RtNetlink netlink = RtNetlink.open(topology.gateway().netNs())) {
                long start = System.nanoTime();
                Feed feed = new Feed(netlink, topology);
                feed.install(routes);
                report.row("installed", "s", (System.nanoTime() - start) / 1e9, "");
                measure(place, feed, routes, time, report);
            }
        }
    }

    private void measure(Workplace place, Feed feed, int routes, Duration time, Report report)
            throws IOException, InterruptedException {
        Launch launch = Archive.trained(place, Jdks.first());
        Process agent = place.run(launch);
        ProcessFigures figures = new ProcessFigures(agent.pid());
        Bench.letPass(time);
        core(figures, "quiet", () -> Bench.letPass(time), report);
        core(figures, CHANGES_PER_SECOND + " changes a second", () -> feed.change(routes, time, report), report);
        report.row("resident", "MiB", figures.resident(), "<= 100");
        report.row("peak", "MiB", figures.peak(), "<= 100");
        place.end(agent, launch);
    }

    private static void core(ProcessFigures figures, String when, Runnable meanwhile, Report report)
            throws IOException {
        ProcessorShares shares = ProcessorShares.during(figures, meanwhile);
        report.row("a core, " + when, "%", shares.all(), "<= 2");
        report.line("    " + shares.busiest());
    }

    /** The routing daemon. */
    private final class Feed {
        private final RtNetlink netlink;
        private final IpAddress nextHop;
        private final int device;

        Feed(RtNetlink netlink, Topology topology) {
            this.netlink = netlink;
            this.nextHop = topology.uplink("fibre").nextHop(family);
            this.device = topology.gateway().index("wan0");
        }

        private Route route(int number) {
            IpPrefix prefix = family.equals(AddressFamily.INET)
                    ? new IpPrefix(IpAddress.ipv4(0x1000_0000 + (number << 8)), 24)
                    : new IpPrefix(IpAddress.ipv6(0x2a00_0000_0000_0000L + ((long) number << 16), 0), 48);
            return Route.to(prefix).via(nextHop, device).protocol(Protocol.BIRD);
        }

        void install(int routes) {
            for (int from = 0; from < routes; from += AT_ONCE) {
                Batch batch = netlink.batch();
                for (int number = from; number < Math.min(from + AT_ONCE, routes); number++) {
                    batch.add(route(number));
                }
                demandDone(batch.send());
            }
        }

        /** Withdraws routes and announces them again, evenly spread over time. */
        void change(int routes, Duration time, Report report) {
            int atOnce = (int) (CHANGES_PER_SECOND * PAUSE.toMillis() / 1000) / 2;
            long start = System.nanoTime();
            long changes = 0;
            int number = 0;
            for (long next = start; next - start < time.toNanos(); next += PAUSE.toNanos()) {
                Batch batch = netlink.batch();
                for (int i = 0; i < atOnce; i++) {
                    number = (number + 7_919) % routes;
                    batch.delete(route(number)).add(route(number));
                }
                demandDone(batch.send());
                changes += 2L * atOnce;
                while (next + PAUSE.toNanos() - System.nanoTime() > 0) {
                    LockSupport.parkNanos(next + PAUSE.toNanos() - System.nanoTime());
                }
            }
            report.row("changes", "/s", changes * 1e9 / (System.nanoTime() - start), "");
        }

        private void demandDone(List<ChangeResult> results) {
            for (ChangeResult result : results) {
                if (!(result instanceof ChangeResult.Done)) {
                    throw new IllegalStateException("a route was not changed: " + result);
                }
            }
        }
    }
}
