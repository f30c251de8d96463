package dev.multipath.netlink.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that was measured; what is shown of it are medians over the rounds, of medians within each. */
final class Results {
    /** Where the total is not what matters but the typical step. */
    private static final int P50 = 1;

    private final List<Entry> entries = new ArrayList<>();

    /** A figure with where it came from. */
    record Entry(int round, String program, Figure figure) {}

    void add(int round, String program, Figure figure) {
        String variant = figure.variant();
        entries.add(new Entry(round, variant.equals("-") ? program : program + ", " + variant, figure));
    }

    List<Entry> entries() {
        return entries;
    }

    /** Those that did a piece of work, fastest first. */
    List<String> programs(Task task) {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.figure().task() == task) {
                names.add(entry.program());
            }
        }
        List<String> sorted = new ArrayList<>(names);
        sorted.sort((a, b) -> Double.compare(value(a, task, main(task)), value(b, task, main(task))));
        return sorted;
    }

    /** Which of a figure's values programs are compared by. */
    static int main(Task task) {
        return task.isDelay() ? P50 : 0;
    }

    /**
     * What a program needed.
     *
     * @param which 0 the total, 1 p50, 2 p99, 3 max, 4 lost, 5 told of it
     * @return not a number where it was not measured
     */
    double value(String program, Task task, int which) {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < rounds(); round++) {
            rounds.add(value(round, program, task, which));
        }
        return median(rounds);
    }

    /** How many times what another program needed in the same round. */
    double ratio(String program, String floor, Task task) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds(); round++) {
            ratios.add(value(round, program, task, main(task)) / value(round, floor, task, main(task)));
        }
        return median(ratios);
    }

    private int rounds() {
        return entries.stream().mapToInt(Entry::round).max().orElse(-1) + 1;
    }

    private double value(int round, String program, Task task, int which) {
        List<Double> values = new ArrayList<>();
        for (Entry entry : entries) {
            List<Long> all = entry.figure().values();
            boolean wanted = entry.round() == round
                    && entry.figure().task() == task
                    && entry.program().equals(program)
                    && which < all.size();
            if (wanted) {
                values.add(all.get(which).doubleValue());
            }
        }
        return median(values);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
