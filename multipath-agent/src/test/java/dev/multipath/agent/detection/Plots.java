package dev.multipath.agent.detection;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The results as drawings. */
// The order of the constants is that of the tables and of the seeds, and shall stay.
@SuppressWarnings("EnumOrdinal")
final class Plots {
    private static final String GRID = "#ddd";
    private static final String BLACK = "#000";
    private static final int WIDTH = 760;

    private final Results results;

    Plots(Results results) {
        this.results = results;
    }

    /** Each watcher a dot: how soon it notices, how often it is wrong; the larger, the more it asks. */
    String tradeOff() {
        Svg svg = new Svg(WIDTH, 460, "How soon a death is noticed, how often a living line is left");
        LogScale x = new LogScale(false, -1, 2, 70, WIDTH - 30);
        LogScale y = new LogScale(true, 0, 3, 400, 50);
        grid(svg, x, 50, 400);
        for (double tick : y.ticks()) {
            svg.stroke(70, y.at(tick), WIDTH - 30, y.at(tick), GRID);
            svg.text(64, y.at(tick) + 4, "end", BLACK, LogScale.label(tick));
        }
        svg.text(WIDTH / 2.0, 440, "middle", BLACK, "median detection of a clean death, seconds (dot area: packets/s)");
        svg.upwards(20, 225, "false switches a day, mean of ten traces");
        for (Contender contender : results.contenders()) {
            Result clean = results.of(contender, Trace.CLEAN);
            double left = x.at(seconds(clean.detection()));
            double top = y.at(results.mean(contender, Result::leaves));
            svg.dot(left, top, 3 + 4 * Math.sqrt(clean.packets()), contender.colour(), contender.settings());
            boolean above = contender == Contender.MULTIPATH_TRAFFIC;
            boolean before = contender == Contender.FAULT_TOLERANT_ROUTER;
            svg.text(
                    left + (before ? -10 : 14),
                    top + (above ? -10 : 4),
                    before ? "end" : "start",
                    contender.colour(),
                    contender.title());
        }
        return svg.finish();
    }

    String falseSwitches() {
        return dots(
                "False switches a day",
                Results.ALIVE,
                new LogScale(true, -1, 4, 110, WIDTH - 30),
                "a day; left: none in the time simulated",
                Result::leaves);
    }

    String detection() {
        return dots(
                "Median detection",
                Results.ALIVE,
                new LogScale(false, -1, 2, 110, WIDTH - 30),
                "seconds; no dot: it was out of use before",
                result -> seconds(result.detection()));
    }

    String flapping() {
        return dots(
                "Switches an hour while the line flaps",
                Results.FLAPPING,
                new LogScale(true, -1, 3, 110, WIDTH - 30),
                "departures an hour",
                Result::leaves);
    }

    private String dots(String title, List<Trace> traces, LogScale x, String unit, ToDoubleFunction<Result> figure) {
        int bottom = 70 + 44 * traces.size();
        int legend = bottom + 50;
        int legendRows = (results.contenders().size() + 3) / 4;
        Svg svg = new Svg(WIDTH, legend + 20 * legendRows, title);
        grid(svg, x, 45, bottom);
        svg.text(WIDTH / 2.0, bottom + 34, "middle", BLACK, unit);
        for (int row = 0; row < traces.size(); row++) {
            Trace trace = traces.get(row);
            double top = 70 + 44 * row;
            svg.text(100, top + 4, "end", BLACK, trace.title());
            for (Contender contender : results.contenders()) {
                double value = figure.applyAsDouble(results.of(contender, trace));
                double shift = 3.2 * (contender.ordinal() - Contender.values().length / 2);
                if (Double.isFinite(value)) {
                    String what = contender.title() + ": " + Tables.count(value);
                    svg.dot(x.at(value), top + shift, contender.isOurs() ? 5 : 4, contender.colour(), what);
                }
            }
        }
        for (int i = 0; i < results.contenders().size(); i++) {
            Contender contender = results.contenders().get(i);
            double left = 30 + 180 * (i % 4);
            double top = legend + 20 * (i / 4);
            svg.dot(left, top, 5, contender.colour(), contender.settings());
            svg.text(left + 10, top + 4, "start", contender.colour(), contender.title());
        }
        return svg.finish();
    }

    private static void grid(Svg svg, LogScale x, int top, int bottom) {
        for (double tick : x.ticks()) {
            svg.stroke(x.at(tick), top, x.at(tick), bottom, GRID);
            svg.text(x.at(tick), bottom + 16, "middle", BLACK, LogScale.label(tick));
        }
    }

    /** Infinite where there is none. */
    private static double seconds(Delays delays) {
        long median = delays.median();
        return median == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) median / Path.SECOND;
    }
}
