package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a running agent takes: processor time while nothing happens, memory before and after continuous failures. */
final class Running implements Measurement {
    /** Until then the compiler is still at work. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final int THREADS_SHOWN = 6;

    @Override
    public String name() {
        return "running";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        Duration idle = options.quick() ? Duration.ofSeconds(10) : Duration.ofSeconds(60);
        Duration failures = options.time(Duration.ofSeconds(60), Duration.ofSeconds(10));
        report.heading("running: three uplinks at default intervals");
        try (Workplace place = new Workplace()) {
            Launch archived = Archive.trained(place, Jdks.first());
            measure(place, archived, options.quick(), idle, failures, report, "<= 80");
        }
        try (Workplace place = new Workplace()) {
            measure(place, Launch.bare(Jdks.first()), options.quick(), idle, failures, report, "<= 150");
        }
    }

    private static void measure(
            Workplace place,
            Launch launch,
            boolean quick,
            Duration idle,
            Duration failures,
            Report report,
            String mostMemory)
            throws IOException, InterruptedException {
        Process agent = place.run(launch);
        ProcessFigures figures = new ProcessFigures(agent.pid());
        Bench.letPass(quick ? WARM_UP.dividedBy(12) : WARM_UP);
        Map<String, Long> before = figures.threads();
        long start = System.nanoTime();
        Bench.letPass(idle);
        Map<String, Long> after = figures.threads();
        double perCent = 100.0 / (System.nanoTime() - start);
        Map<String, Double> shares = new TreeMap<>();
        after.forEach((thread, time) -> shares.put(thread, (time - before.getOrDefault(thread, 0L)) * perCent));
        double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        report.row(launch.name() + ": a core, over " + idle.toSeconds() + " idle s", "%", all, "<= 0.5");
        report.line("    " + busiest(shares));
        report.row(launch.name() + ": resident, idle", "MiB", figures.resident(), "");
        int faults = fail(place.site(), failures);
        String when = ": after " + failures.toSeconds() + " s with " + faults + " faults, ";
        report.row(launch.name() + when + "resident", "MiB", figures.resident(), mostMemory);
        report.row(launch.name() + when + "peak", "MiB", figures.peak(), "");
        place.end(agent, launch);
    }

    /** The threads that took most, and their shares in per cent. */
    static String busiest(Map<String, Double> shares) {
        List<String> lines = shares.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> one) -> -one.getValue()))
                .limit(THREADS_SHOWN)
                .map(one -> String.format(Locale.ROOT, "%s %.3f %%", one.getKey(), one.getValue()))
                .toList();
        return String.join(", ", lines);
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
