package dev.multipath.testkit.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The faults of one simulation, decided before it begins, so that what the system under test does changes nothing about
 * them.
 *
 * @param episodes in order of their start
 */
public record Schedule<K>(List<Episode<K>> episodes) {
    public Schedule {
        List<Episode<K>> sorted = new ArrayList<>(episodes);
        sorted.sort(Comparator.comparingLong(Episode::start));
        episodes = List.copyOf(sorted);
    }

    /** Draws the next episode of a schedule. */
    @FunctionalInterface
    public interface Drawing<K> {
        /**
         * One episode.
         *
         * @param start nanoseconds since the start of the simulation
         */
        Episode<K> draw(SimRandom random, long start);
    }

    /**
     * Faults at random moments until an end; often several at a time.
     *
     * @param end of the last at the latest: what would last longer is cut
     * @param meanPause between the starts of two of them
     */
    public static <K> Schedule<K> random(SimRandom random, long end, long meanPause, Drawing<K> drawing) {
        List<Episode<K>> episodes = new ArrayList<>();
        long start = random.exponential(meanPause);
        while (start < end) {
            Episode<K> drawn = drawing.draw(random, start);
            long length = Math.min(drawn.length(), end - start);
            episodes.add(new Episode<>(drawn.kind(), drawn.subject(), start, length));
            start += 1 + random.exponential(meanPause);
        }
        return new Schedule<>(episodes);
    }

    /**
     * Has them happen.
     *
     * @param begin starts a fault and returns what ends it
     */
    public void play(Simulation simulation, Function<Episode<K>, Runnable> begin) {
        for (Episode<K> episode : episodes) {
            simulation.at(SimClock.START + episode.start(), () -> {
                Runnable end = begin.apply(episode);
                simulation.at(SimClock.START + episode.end(), end);
            });
        }
    }

    /** Counts each episode by its kind, and each pair of kinds that overlaps as {@code A+B} with A before B. */
    public void count(Coverage coverage) {
        for (int i = 0; i < episodes.size(); i++) {
            Episode<K> one = episodes.get(i);
            coverage.hit(one.kind().toString());
            for (int j = i + 1; j < episodes.size(); j++) {
                Episode<K> other = episodes.get(j);
                if (one.overlaps(other) && !one.kind().equals(other.kind())) {
                    coverage.hit(pair(one.kind(), other.kind()));
                }
            }
        }
    }

    /** The name under which a pair of kinds is counted. */
    public static String pair(Object one, Object other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) <= 0 ? a + "+" + b : b + "+" + a;
    }
}
