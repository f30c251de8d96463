package dev.multipath.agent.detection;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * This project's policy at other settings than its defaults: what {@code fall} and {@code fast-interval} trade for what.
 *
 * @param fall fast probes lost in a row
 * @param fastMillis between them
 */
// The order of the constants is that of the tables and of the seeds, and shall stay.
@SuppressWarnings("EnumOrdinal")
record Settings(int fall, int fastMillis) {
    static final Settings DEFAULTS = new Settings(5, 100);

    private static final List<Integer> FALLS = List.of(3, 5, 7, 10);
    private static final List<Integer> INTERVALS = List.of(50, 100, 200);

    /** A setting and what came of it, over all lines that live. */
    private record Row(Settings settings, List<Result> results) {
        private double leaves() {
            return results.stream().mapToDouble(Result::leaves).average().orElseThrow();
        }

        private double packets() {
            return results.stream().mapToDouble(Result::packets).average().orElseThrow();
        }

        private Delays detection() {
            return results.get(Trace.CLEAN.ordinal()).detection();
        }
    }

    /** As Markdown. */
    static String table(Study study) {
        List<Settings> all = new ArrayList<>();
        FALLS.forEach(fall -> INTERVALS.forEach(interval -> all.add(new Settings(fall, interval))));
        StringBuilder text = new StringBuilder("\n### This project at other settings\n\n");
        text.append("| fall | fast-interval | detection, median | worst | false switches a day, mean | packets/s, mean"
                + " |\n");
        text.append("|---|---|---|---|---|---|\n");
        IntStream.range(0, all.size())
                .parallel()
                .mapToObj(index -> all.get(index).run(study))
                .toList()
                .forEach(row -> text.append(rendered(row)));
        return text.toString();
    }

    private static String rendered(Row row) {
        String mark = row.settings().equals(DEFAULTS) ? "**" : "";
        return "| " + mark + row.settings().fall() + mark + " | " + mark
                + row.settings().fastMillis() + " ms" + mark
                + " | " + Tables.seconds(row.detection().median()) + " | "
                + Tables.seconds(row.detection().worst()) + " | " + Tables.count(row.leaves()) + " | "
                + Tables.rate(row.packets()) + " |\n";
    }

    private Row run(Study study) {
        ProbeConfig probe = Configs.probe(
                "targets = [\"192.0.2.53\"]", "fall = " + fall, "fast-interval = \"" + fastMillis + "ms\"");
        Starter starter = (dice, start) -> new Multipath(probe, Optional.empty(), start);
        return new Row(
                this,
                Results.ALIVE.stream()
                        .map(trace -> study.run(starter, 0, trace))
                        .toList());
    }
}
