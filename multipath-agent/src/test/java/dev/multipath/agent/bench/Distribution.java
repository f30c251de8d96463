package dev.multipath.agent.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured values of one kind, in any unit. One thread at a time. */
public final class Distribution {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    void addNanosAsMillis(long nanos) {
        add(nanos / 1e6);
    }

    public int size() {
        return values.size();
    }

    public double median() {
        return quantile(0.5);
    }

    public double max() {
        return quantile(1);
    }

    /**
     * The smallest value that this share of all does not exceed (nearest rank).
     *
     * @param share 0..1
     * @return not a number when there are no values
     */
    public double quantile(double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
