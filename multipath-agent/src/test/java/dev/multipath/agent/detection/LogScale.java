package dev.multipath.agent.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a number lies on a logarithmic axis. Zero has a place of its own at the lower end, since most of what is counted
 * here is zero at best.
 *
 * @param zero whether there is such a place
 * @param least the smallest power of ten shown
 * @param most the largest
 * @param from where the axis begins
 * @param to where it ends
 */
record LogScale(boolean zero, int least, int most, double from, double to) {
    double at(double value) {
        double steps = most - least + (zero ? 1 : 0);
        double exponent = value <= 0 ? Double.NEGATIVE_INFINITY : Math.log10(value);
        double clamped = Math.min(most, Math.max(least - (zero ? 1 : 0), exponent));
        return from + (to - from) * (clamped - least + (zero ? 1 : 0)) / steps;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (zero) {
            ticks.add(0.0);
        }
        for (int exponent = least; exponent <= most; exponent++) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }

    static String label(double tick) {
        return tick == 0 ? "0" : tick < 1 ? String.valueOf(tick) : String.valueOf((long) tick);
    }
}
