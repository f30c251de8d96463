package dev.multipath.agent.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/bench-detection}: runs the study, and writes its tables into {@code docs/detection.md} and its plots
 * beside it. The same sources give the same files. With {@code --quick} it is small and only printed.
 */
public final class DetectionBench {
    private static final Study QUICK = new Study(20, 1, dev.multipath.agent.detection.Path.DAY, 2);

    private static final Study SETTINGS = new Study(40, 2, dev.multipath.agent.detection.Path.DAY, 1);

    private DetectionBench() {}

    /**
     * Runs the study and writes its page and plots.
     *
     * @param args the directory of the documentation, then perhaps {@code --quick}
     */
    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        boolean quick = words.contains("--quick");
        if (words.isEmpty() || words.size() > (quick ? 2 : 1)) {
            System.err.println("usage: bench-detection [--quick]");
            System.exit(64);
        }
        Results results = Results.of(quick ? QUICK : Study.FULL);
        String tables = new Tables(results).render() + Settings.table(quick ? QUICK : SETTINGS);
        System.out.println(tables);
        if (!quick) {
            write(Path.of(words.get(0)), tables, new Plots(results));
        }
    }

    private static void write(Path docs, String tables, Plots plots) throws IOException {
        Path page = docs.resolve("detection.md");
        Files.writeString(page, Pages.replaced(Files.readString(page), tables));
        Map<String, String> drawings = Map.of(
                "detection-trade-off.svg", plots.tradeOff(),
                "detection-false-switches.svg", plots.falseSwitches(),
                "detection-times.svg", plots.detection(),
                "detection-flapping.svg", plots.flapping());
        for (Map.Entry<String, String> drawing : drawings.entrySet()) {
            Files.writeString(docs.resolve(drawing.getKey()), drawing.getValue());
        }
    }
}
