package dev.multipath.agent.bench;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the kernel refuses by itself: lookups at full speed while a thread does nothing but replace the only default in place.
 */
final class InPlace implements Measurement {
    private static final long METRIC = 1024;

    @Override
    public String name() {
        return "in-place";
    }

    @Override
    public void run(Options options, Report report) {
        Duration time = options.time(Duration.ofSeconds(20), Duration.ofSeconds(2));
        report.heading("in-place: no agent; a default replaced in place as fast as can be, and looked up");
        try (Namespace gateway = Namespace.create("inplace-gw");
                Namespace router = Namespace.create("inplace-isp")) {
            for (String leg : List.of("0", "1")) {
                gateway.veth("wan" + leg, router, "isp" + leg);
                gateway.address("wan" + leg, "198.18." + leg + ".2/24");
                gateway.address("wan" + leg, "2001:db8:10" + leg + "::2/64");
                gateway.up("wan" + leg);
                router.up("isp" + leg);
            }
            measure(AddressFamily.INET, gateway, "198.18.%d.1", "203.0.113.53", time, report);
            measure(AddressFamily.INET6, gateway, "2001:db8:10%d::1", "2001:db8:ffff::53", time, report);
        }
    }

    private static void measure(
            AddressFamily family, Namespace gateway, String hop, String target, Duration time, Report report) {
        Route[] defaults = new Route[2];
        for (int leg = 0; leg < defaults.length; leg++) {
            IpAddress via = IpAddress.parse(String.format(hop, leg));
            defaults[leg] = Route.defaultRoute(family)
                    .priority(METRIC)
                    .protocol(Protocol.of(77))
                    .target(RouteTarget.single(
                            NextHop.via(via, gateway.index("wan" + leg)).onlink()));
        }
        AtomicBoolean over = new AtomicBoolean();
        long[] replacements = new long[1];
        long asked = 0;
        long refused = 0;
        try (RtNetlink writing = RtNetlink.open(gateway.netNs());
                RtNetlink asking = RtNetlink.open(gateway.netNs())) {
            writing.routes().replace(defaults[0]);
            Thread writer = new Thread(
                    () -> {
                        while (!over.get()) {
                            replacements[0]++;
                            writing.routes().replace(defaults[(int) (replacements[0] % 2)]);
                        }
                    },
                    "replaces");
            writer.start();
            RouteLookup question = RouteLookup.to(IpAddress.parse(target));
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0) {
                asked++;
                try {
                    asking.routes().lookup(question);
                } catch (NetlinkException.Rejected noWay) {
                    refused++;
                }
            }
            over.set(true);
            join(writer);
        }
        report.row(family + ": replacements", replacements[0], "");
        report.row(family + ": lookups", asked, "");
        report.row(family + ": of them refused", refused, "");
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
