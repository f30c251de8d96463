package dev.multipath.agent.status;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.status.StatusReport.History;
import dev.multipath.agent.uplink.Fall;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes what led to the health of one family, and what may come of it. Pure. */
final class Histories {
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private Histories() {}

    static History of(Health health, ProbeConfig probe, Moment now) {
        int flaps = 0;
        for (long flap : health.flaps()) {
            flaps += now.nanos() - flap < probe.flapWindow().toNanos() ? 1 : 0;
        }
        // What it serves now was set when it fell; what it would have to serve, by the next fall.
        boolean out = health.verdict() == Verdict.DOWN || health.verdict() == Verdict.PROVING;
        long holdUp = HealthPolicy.holdUp(out ? health.flaps().size() : flaps + 1, probe);
        Map<String, Integer> transitions = new LinkedHashMap<>();
        health.rows().taken().forEach((row, count) -> transitions.put(row.name(), count));
        return new History(
                health.streak(),
                health.lastFall().map(fall -> now.wallOf(fall.at())),
                health.lastFall().map(Fall::reason),
                flaps,
                holdUp / MILLI,
                mayReturn(health, probe, holdUp, now),
                transitions);
    }

    private static Optional<Instant> mayReturn(Health health, ProbeConfig probe, long holdUp, Moment now) {
        boolean out = health.verdict() == Verdict.DOWN || health.verdict() == Verdict.PROVING;
        if (!out || !health.factsComplete()) {
            return Optional.empty();
        }
        long round = health.targets().isEmpty() ? 0 : probe.interval().toNanos();
        long next = Math.max(now.nanos(), health.nextRound());
        if (health.verdict() == Verdict.DOWN) {
            return Optional.of(now.wallOf(next + Math.max(holdUp, (probe.rise() - 1) * round)));
        }
        int missing = health.targets().isEmpty()
                ? 0
                : Math.max(0, probe.rise() - health.proof().answeredInRow());
        long proved = missing == 0 ? now.nanos() : next + (missing - 1) * round;
        return Optional.of(now.wallOf(Math.max(health.proof().since() + holdUp, proved)));
    }
}
