package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;

/**
 * Independent random loss on all uplinks in both directions while one of them proves itself, beside the same without
 * loss: it must not move a single route.
 */
final class RandomLoss implements Measurement {
    private static final double PERCENT = 5;
    private static final Duration LOSS_FREE = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public void run(Options options, Report report) {
        Duration time = options.time(Duration.ofMinutes(10), Duration.ofSeconds(30));
        report.heading("loss: route and rule messages after the repair of one uplink; hold-up 10s");
        measure(0, time.compareTo(LOSS_FREE) < 0 ? time : LOSS_FREE, report);
        measure(PERCENT, time, report);
    }

    private static void measure(double percent, Duration time, Report report) {
        try (Site site = Site.start("", "");
                Watch watch = Watch.on(site.topology().gateway())) {
            UplinkHandle proving = site.uplink(1);
            proving.blackhole();
            site.awaitAvoided(proving);
            watch.awaitQuiet(SETTLE, SETTLE.multipliedBy(4));
            int logged = site.agent().log().length();
            long start = System.nanoTime();
            proving.heal();
            if (percent > 0) {
                site.topology().uplinks().forEach(uplink -> uplink.loss(percent));
            }
            Bench.letPass(time);
            String what = "loss " + percent + " % each way for " + time.toSeconds() + " s: ";
            report.row(what + "messages", watch.writes(start).size(), percent > 0 ? "as without loss" : "");
            report.row(what + "repaired one used at the end", site.balance().uses(proving) ? 1 : 0, "1");
            report.line("    verdicts: " + Verdicts.count(site.agent().log(), logged));
            site.agent()
                    .log()
                    .substring(logged)
                    .lines()
                    .filter(line -> line.contains(" ip "))
                    .forEach(line -> report.line("    " + line));
        }
    }
}
