package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Breaks one uplink after the other under traffic, at a random moment, and collects how long new connections failed. */
final class FaultTrials {
    private static final int PER_SECOND = 500;
    private static final Duration AFTERWARDS = Duration.ofMillis(300);

    private final Site site;
    private final Duration before;
    private final Duration phase;
    private final Map<String, Distribution> outages = new LinkedHashMap<>();
    private final Distribution worst = new Distribution();
    private final Distribution failed = new Distribution();

    /**
     * Trials at a site.
     *
     * @param phase the moment of a fault is random within this
     */
    FaultTrials(Site site, Duration phase) {
        this(site, Duration.ZERO, phase);
    }

    /**
     * Trials under traffic that has gone on for a while.
     *
     * @param before for so long
     * @param phase the moment of a fault is random within this
     */
    FaultTrials(Site site, Duration before, Duration phase) {
        this.site = site;
        this.before = before;
        this.phase = phase;
    }

    /** One trial: the fault, the way round it, the repair, the return. */
    void run(UplinkHandle victim, Consumer<UplinkHandle> fault) {
        try (Traffic traffic = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
            traffic.awaitAnswers();
            traffic.goOn(before.plusNanos(ThreadLocalRandom.current().nextLong(phase.toNanos() + 1)));
            Traffic.Mark mark = traffic.mark();
            fault.accept(victim);
            site.awaitAvoided(victim);
            traffic.goOn(AFTERWARDS);
            collect(traffic.stop(mark));
        }
        victim.heal();
        site.awaitUse(victim);
    }

    private void collect(Iterable<Traffic.Loss> losses) {
        double longest = 0;
        double lost = 0;
        for (Traffic.Loss loss : losses) {
            double millis = loss.outage().toNanos() / 1e6;
            outages.computeIfAbsent(loss.stream(), first -> new Distribution()).add(millis);
            longest = Math.max(longest, millis);
            lost += loss.failed();
        }
        worst.add(longest);
        failed.add(lost);
    }

    /**
     * Adds its rows.
     *
     * @param wanted of the worst of the four streams
     */
    void report(Report report, String wanted) {
        outages.forEach((stream, values) -> report.row("outage of new connections, " + stream, "ms", values));
        report.row("outage, the longest of the four in each trial", "ms", worst, wanted);
        report.row("failed connections of " + 4 * PER_SECOND + " a second", "", failed);
    }
}
