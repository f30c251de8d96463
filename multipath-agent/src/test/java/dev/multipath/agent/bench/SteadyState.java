package dev.multipath.agent.bench;

import java.time.Duration;

/** While nothing happens, nothing is written. */
final class SteadyState implements Measurement {
    @Override
    public String name() {
        return "quiet";
    }

    @Override
    public void run(Options options, Report report) {
        Duration time = options.time(Duration.ofMinutes(5), Duration.ofSeconds(15));
        report.heading("quiet: route and rule messages in a steady state");
        for (String layout : new String[] {"isolated", "main"}) {
            try (Site site = Site.start("layout = \"" + layout + "\"\n", "");
                    Watch watch = Watch.on(site.topology().gateway())) {
                watch.awaitQuiet(Duration.ofSeconds(3), Duration.ofSeconds(20));
                long start = System.nanoTime();
                Bench.letPass(time);
                report.row(
                        "layout " + layout + ", " + time.toSeconds() + " s",
                        watch.writes(start).size(),
                        "0");
            }
        }
    }
}
