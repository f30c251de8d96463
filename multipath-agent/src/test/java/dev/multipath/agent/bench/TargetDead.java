package dev.multipath.agent.bench;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;

/** One of two targets of each family dies: nothing may move, and nothing may be probed faster. */
final class TargetDead implements Measurement {
    @Override
    public String name() {
        return "target";
    }

    @Override
    public void run(Options options, Report report) {
        Duration time = options.time(Duration.ofSeconds(30), Duration.ofSeconds(10));
        try (Site site = Site.start("", "");
                Watch watch = Watch.on(site.topology().gateway())) {
            PacketCounters counters = PacketCounters.of(site.topology().gateway());
            watch.awaitQuiet(Duration.ofSeconds(3), Duration.ofSeconds(20));
            report.heading("target: 3 uplinks, 2 targets a family, quorum 1, interval 1s");
            report.row("probes with all alive", "1/s", rate(counters, time), "12");
            int logged = site.agent().log().length();
            long start = System.nanoTime();
            site.topology().targetDead(IpAddress.parse("198.51.100.10"));
            site.topology().targetDead(IpAddress.parse("2001:db8:ffff::10"));
            report.row("probes with one target of each family dead", "1/s", rate(counters, time), "12");
            report.row("route and rule messages meanwhile", watch.writes(start).size(), "0");
            report.line("    verdicts: " + Verdicts.count(site.agent().log(), logged));
        }
    }

    private static double rate(PacketCounters counters, Duration time) {
        long before = counters.echoRequests();
        long start = System.nanoTime();
        Bench.letPass(time);
        return (counters.echoRequests() - before) * 1e9 / (System.nanoTime() - start);
    }
}
