package dev.multipath.agent.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time that a process took over a while.
 *
 * @param ofThreads per cent of a core, by name and number of the thread
 */
record ProcessorShares(Map<String, Double> ofThreads) {
    private static final int THREADS_SHOWN = 6;

    /** What it takes while so much time passes. */
    static ProcessorShares over(ProcessFigures figures, Duration time) throws IOException {
        return during(figures, () -> Bench.letPass(time));
    }

    /** What it takes meanwhile. */
    static ProcessorShares during(ProcessFigures figures, Runnable meanwhile) throws IOException {
        Map<String, Long> before = figures.threads();
        long start = System.nanoTime();
        meanwhile.run();
        Map<String, Long> after = figures.threads();
        double perCent = 100.0 / (System.nanoTime() - start);
        Map<String, Double> shares = new TreeMap<>();
        after.forEach((thread, spent) -> shares.put(thread, (spent - before.getOrDefault(thread, 0L)) * perCent));
        return new ProcessorShares(shares);
    }

    /** Of all threads together, in per cent of a core. */
    double all() {
        return ofThreads.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The threads that took most, and their shares in per cent. */
    String busiest() {
        List<String> lines = ofThreads.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> one) -> -one.getValue()))
                .limit(THREADS_SHOWN)
                .map(one -> String.format(Locale.ROOT, "%s %.3f %%", one.getKey(), one.getValue()))
                .toList();
        return String.join(", ", lines);
    }
}
