package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.function.Consumer;

/** A fault that only probes can notice, with the usual settings and with hasty ones. */
final class SilentFault implements Measurement {
    private static final String HASTY = "interval = \"200ms\"\nfast-interval = \"50ms\"\nfall = 4\n";

    private final String name;
    private final String title;
    private final Consumer<UplinkHandle> fault;

    private SilentFault(String name, String title, Consumer<UplinkHandle> fault) {
        this.name = name;
        this.title = title;
        this.fault = fault;
    }

    /** The ISP drops everything; its router still answers. */
    static SilentFault blackhole() {
        return new SilentFault("blackhole", "upstream drops everything silently", UplinkHandle::blackhole);
    }

    /** The next hop answers nothing any more; the carrier stays. */
    static SilentFault nextHopDead() {
        return new SilentFault("gateway", "the next hop is dead, the carrier stays", UplinkHandle::gatewayDead);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(20, 3);
        report.heading(name + ": " + title + "; interval 1s, fast-interval 100ms, fall 5");
        measure("", Duration.ofSeconds(1), trials, report, "median <= 1600, max <= 2200");
        report.heading(name + ": the same; interval 200ms, fast-interval 50ms, fall 4");
        measure(HASTY, Duration.ofMillis(200), trials, report, "median <= 500");
    }

    private void measure(String probe, Duration phase, int trials, Report report, String wanted) {
        try (Site site = Site.start("", Site.SOON_BACK + probe)) {
            FaultTrials faults = new FaultTrials(site, phase);
            for (int trial = 0; trial < trials; trial++) {
                faults.run(site.uplink(trial), fault);
            }
            faults.report(report, wanted);
        }
    }
}
