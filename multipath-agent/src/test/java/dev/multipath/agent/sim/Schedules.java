package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.Schedule;
import dev.multipath.testkit.sim.SimRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the faults of one hour. A third of the schedules leaves every fault to itself. The others let several meet by
 * chance, and a few pairs of kinds on purpose: consecutive seeds go through all the pairs again and again.
 */
final class Schedules {
    private static final List<FaultKind> KINDS = List.of(FaultKind.values());
    private static final List<FaultKind> OUTAGES =
            KINDS.stream().filter(kind -> kind.outage).toList();
    private static final List<List<FaultKind>> PAIRS = pairs();

    /** Pairs that meet on purpose in one schedule. */
    private static final int MEETINGS = 4;

    private final long seed;
    private final SimRandom random;
    private final long first;
    private final long end;

    /**
     * @param first no fault before, nanoseconds since the start
     * @param end all faults are over by then
     */
    Schedules(long seed, SimRandom random, long first, long end) {
        this.seed = seed;
        this.random = random;
        this.first = first;
        this.end = end;
    }

    Schedule<FaultKind> draw() {
        if (random.chance(0.34)) {
            return byChance(200_000 * Line.MILLI, random.chance(0.5) ? OUTAGES : KINDS);
        }
        Schedule<FaultKind> chance = byChance(random.pick(List.of(45_000L, 90_000L)) * Line.MILLI, KINDS);
        List<Episode<FaultKind>> episodes = new ArrayList<>(chance.episodes());
        for (int i = 0; i < MEETINGS; i++) {
            meet(PAIRS.get((int) Math.floorMod(seed * MEETINGS + i, (long) PAIRS.size())), episodes);
        }
        return new Schedule<>(episodes);
    }

    private Schedule<FaultKind> byChance(long pause, List<FaultKind> kinds) {
        return Schedule.random(
                random, end, pause, (draws, start) -> episode(draws.pick(kinds), Math.max(start, first)));
    }

    /** The second begins while the first is there; half of those that befall an uplink befall the same one. */
    private void meet(List<FaultKind> pair, List<Episode<FaultKind>> episodes) {
        Episode<FaultKind> one = episode(pair.get(0), random.between(first, end - FaultKind.LONGEST));
        Episode<FaultKind> other = episode(pair.get(1), one.start() + random.between(0, one.length() + 1));
        boolean same = one.kind().ofUplink && other.kind().ofUplink && random.chance(0.5);
        episodes.add(one);
        episodes.add(new Episode<>(
                other.kind(),
                same ? one.subject() : other.subject(),
                other.start(),
                Math.min(other.length(), end - other.start())));
    }

    private Episode<FaultKind> episode(FaultKind kind, long start) {
        String subject = kind.ofUplink ? random.pick(Site.DEVICES) : "";
        return new Episode<>(kind, subject, start, random.between(kind.shortest, kind.longest));
    }

    private static List<List<FaultKind>> pairs() {
        List<List<FaultKind>> pairs = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            for (int j = i + 1; j < KINDS.size(); j++) {
                pairs.add(List.of(KINDS.get(i), KINDS.get(j)));
            }
        }
        return List.copyOf(pairs);
    }
}
