package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.io.IOException;
import java.time.Duration;

/**
 * What a running agent takes: processor time while nothing happens and under traffic, whose counters it watches closely then,
 * and memory before and after continuous failures.
 */
final class Running implements Measurement {
    private static final int PER_SECOND = 100;

    @Override
    public String name() {
        return "running";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        report.heading("running: three uplinks at default intervals");
        try (Workplace place = new Workplace()) {
            Launch archived = Archive.trained(place, Jdks.first());
            measure(place, archived, options, report, "<= 80");
        }
        try (Workplace place = new Workplace()) {
            measure(place, Launch.bare(Jdks.first()), options, report, "<= 150");
        }
    }

    private static void measure(Workplace place, Launch launch, Options options, Report report, String mostMemory)
            throws IOException, InterruptedException {
        Duration idle = Duration.ofSeconds(options.quick() ? 10 : 60);
        Duration failures = options.time(Duration.ofSeconds(60), Duration.ofSeconds(10));
        Process agent = place.run(launch);
        ProcessFigures figures = new ProcessFigures(agent.pid());
        Bench.letPass(options.warmUp());
        ProcessorShares shares = ProcessorShares.over(figures, idle);
        report.row(launch.name() + ": a core, over " + idle.toSeconds() + " idle s", "%", shares.all(), "<= 0.5");
        report.line("    " + shares.busiest());
        report.row(launch.name() + ": resident, idle", "MiB", figures.resident(), "");
        try (Traffic traffic = Traffic.fromLan(place.site().topology(), PER_SECOND)) {
            traffic.awaitAnswers();
            shares = ProcessorShares.over(figures, idle);
        }
        report.row(launch.name() + ": a core, under 2 x " + PER_SECOND + " connections/s", "%", shares.all(), "");
        report.line("    " + shares.busiest());
        int faults = fail(place.site(), failures);
        String when = ": after " + failures.toSeconds() + " s with " + faults + " faults, ";
        report.row(launch.name() + when + "resident", "MiB", figures.resident(), mostMemory);
        report.row(launch.name() + when + "peak", "MiB", figures.peak(), "");
        place.end(agent, launch);
    }

    /** One uplink after the other is broken and repaired. */
    private static int fail(Site site, Duration time) {
        long start = System.nanoTime();
        int faults = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            UplinkHandle victim = site.uplink(faults);
            switch (faults / 3 % 3) {
                case 0 -> victim.cutCarrier();
                case 1 -> victim.blackhole();
                default -> victim.adminDown();
            }
            faults++;
            site.awaitAvoided(victim);
            victim.heal();
            site.awaitUse(victim);
        }
        return faults;
    }
}
