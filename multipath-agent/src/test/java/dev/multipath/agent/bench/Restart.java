package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.List;

/** The agent is killed and started again under traffic: nobody may notice. */
final class Restart implements Measurement {
    private static final int PER_SECOND = 1000;
    private static final Duration LOOK_ON = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(5, 1);
        Distribution failed = new Distribution();
        Distribution changed = new Distribution();
        Distribution messages = new Distribution();
        try (Site site = Site.start("", "");
                Watch watch = Watch.on(site.topology().gateway())) {
            watch.awaitQuiet(Duration.ofSeconds(3), Duration.ofSeconds(20));
            Namespace gateway = site.topology().gateway();
            report.heading("restart: kill -9 and start again under 4 x " + PER_SECOND + " new connections a second");
            for (int trial = 0; trial < trials; trial++) {
                String before = KernelText.of(gateway);
                long start = System.nanoTime();
                failed.add(killAndStart(site));
                List<String> difference = KernelText.difference(before, KernelText.of(gateway));
                changed.add(difference.size());
                messages.add(watch.writes(start).size());
                difference.forEach(line -> report.line("    " + line));
            }
        }
        report.row("failed connections", "", failed, "0");
        report.row("lines of 'ip route show table all; ip rule' that changed", "", changed, "0");
        report.row("route and rule messages", "", messages, "0");
    }

    private static int killAndStart(Site site) {
        try (Traffic traffic = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
            traffic.awaitAnswers();
            Traffic.Mark mark = traffic.mark();
            site.agent().kill();
            site.agent().start();
            traffic.goOn(LOOK_ON);
            return traffic.stop(mark).stream().mapToInt(Traffic.Loss::failed).sum();
        }
    }
}
