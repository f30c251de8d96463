package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;

/** The ISP drops everything while traffic goes on: noticed by its silence, before the next probe is due. */
final class SilenceUnderTraffic implements Measurement {
    /** Traffic that has only just begun says nothing yet. */
    private static final Duration STEADY = Duration.ofSeconds(1);

    /** The first round trips are those of an agent that starts: deadlines follow them for some rounds. */
    private static final Duration WARM = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(20, 3);
        report.heading("traffic: upstream drops everything silently under 2000 new connections a second; interval 1s");
        try (Site site = Site.start("", Site.SOON_BACK)) {
            Bench.letPass(options.quick() ? STEADY : WARM);
            FaultTrials faults = new FaultTrials(site, STEADY, Duration.ofSeconds(1));
            for (int trial = 0; trial < trials; trial++) {
                faults.run(site.uplink(trial), UplinkHandle::blackhole);
            }
            faults.report(report, "median <= 700");
            int told = site.agent().log().split("receives nothing any more", -1).length - 1;
            report.line(
                    "    families suspected by their silence: " + told + " in " + trials + " trials of two families");
        }
    }
}
