package dev.multipath.agent.detection;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The results as Markdown. */
final class Tables {
    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Tables(Results results) {
        this.results = results;
    }

    /** Everything that is generated into {@code docs/detection.md}. */
    String render() {
        summary();
        matrix("False switches a day", Results.ALIVE, result -> count(result.leaves()));
        matrix("Detection, median / worst", Results.ALIVE, Tables::detection);
        matrix("Return, median / worst", Results.ALIVE, Tables::returning);
        matrix("Time out of use though alive", Results.ALIVE, result -> percent(result.outOfUse()));
        matrix("Flapping: switches an hour / time out of use", Results.FLAPPING, Tables::flapping);
        matrix("Packets a second and uplink", Results.ALIVE, result -> rate(result.packets()));
        verdict();
        return text.toString();
    }

    private void summary() {
        row(
                "|",
                List.of(
                        "watcher",
                        "settings",
                        "detection, median",
                        "worst",
                        "return, median",
                        "false switches a day, mean of all traces",
                        "switches an hour, flaps of 1 s",
                        "10 s",
                        "60 s",
                        "packets/s"));
        rule(10);
        for (Contender contender : results.contenders()) {
            Result clean = results.of(contender, Trace.CLEAN);
            row(
                    "|",
                    List.of(
                            contender.title(),
                            contender.settings(),
                            seconds(clean.detection().median()),
                            seconds(clean.detection().worst()),
                            seconds(clean.returning().median()),
                            count(results.mean(contender, Result::leaves)),
                            count(results.of(contender, Trace.FLAPPING_1).leaves()),
                            count(results.of(contender, Trace.FLAPPING_10).leaves()),
                            count(results.of(contender, Trace.FLAPPING_60).leaves()),
                            rate(clean.packets())));
        }
    }

    private void matrix(String title, List<Trace> traces, Function<Result, String> cell) {
        text.append("\n### ").append(title).append("\n\n");
        row("| watcher |", traces.stream().map(Trace::title).toList());
        rule(traces.size() + 1);
        for (Contender contender : results.contenders()) {
            row(
                    "| " + contender.title() + " |",
                    traces.stream()
                            .map(trace -> cell.apply(results.of(contender, trace)))
                            .toList());
        }
    }

    private void verdict() {
        text.append("\n### Who is better in everything\n\n");
        for (Contender ours :
                results.contenders().stream().filter(Contender::isOurs).toList()) {
            List<String> better = results.better(ours);
            text.append("- Sooner than ").append(ours.title());
            text.append(", with fewer false switches and no more packets: ");
            text.append(better.isEmpty() ? "nobody, on no trace" : String.join("; ", better))
                    .append(".\n");
        }
    }

    private void row(String begin, List<String> cells) {
        text.append(begin);
        cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
        text.append('\n');
    }

    private void rule(int columns) {
        text.append("|---".repeat(columns)).append("|\n");
    }

    private static String detection(Result result) {
        return result.detection().sorted().isEmpty() && result.alreadyOut() > 0
                ? "out before"
                : pair(result.detection());
    }

    private static String flapping(Result result) {
        return count(result.leaves()) + " / " + percent(result.outOfUse());
    }

    private static String returning(Result result) {
        return pair(result.returning());
    }

    private static String pair(Delays delays) {
        return seconds(delays.median()) + " / " + seconds(delays.worst());
    }

    static String seconds(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return "never";
        }
        double value = (double) nanos / Path.SECOND;
        return format(value < 10 ? "%.2f s" : value < 100 ? "%.1f s" : "%.0f s", value);
    }

    static String count(double number) {
        return number == 0 ? "0" : format(number < 1 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number);
    }

    static String rate(double number) {
        return format("%.2f", number);
    }

    private static String percent(double share) {
        return share == 0 ? "0" : format(share < 0.0995 ? "%.2f %%" : "%.0f %%", 100 * share);
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
