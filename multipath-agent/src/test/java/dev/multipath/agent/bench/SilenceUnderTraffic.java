package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;

/**
 * The ISP drops everything while traffic goes on: noticed by its silence, before the next probe is due. With a slow probe
 * interval as well, where that shows most.
 */
final class SilenceUnderTraffic implements Measurement {
    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(20, 3);
        measure("", "1s, the default", Duration.ofSeconds(1), trials, report);
        measure("interval = \"5s\"\n", "5s", Duration.ofSeconds(5), trials, report);
    }

    private void measure(String probe, String interval, Duration phase, int trials, Report report) {
        report.heading("traffic: upstream drops everything silently under 500 connections a second from each of four"
                + " places; interval " + interval);
        try (Site site = Site.start("", Site.SOON_BACK + probe)) {
            FaultTrials faults = new FaultTrials(site, phase);
            for (int trial = 0; trial < trials; trial++) {
                faults.run(site.uplink(trial), UplinkHandle::blackhole);
            }
            faults.report(report, "median <= 700");
            String log = site.agent().log();
            int told = log.split("receives nothing any more", -1).length - 1;
            report.line("    families suspected by their silence: " + told + " in " + trials + " trials of two families");
        }
    }
}
