package dev.multipath.netlink.bench;

import java.util.Locale;

/** Results as tables in Markdown, one for each piece of work. */
final class Tables {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double KIB_PER_MIB = 1024;

    private final Results results;
    private final BenchOptions options;
    private final String floor;
    private final StringBuilder out = new StringBuilder();

    private Tables(Results results, BenchOptions options, String floor) {
        this.results = results;
        this.options = options;
        this.floor = floor;
    }

    /** Everything that was measured. */
    static String of(Results results, BenchOptions options, String floor) {
        Tables tables = new Tables(results, options, floor);
        for (Task task : Task.values()) {
            if (!task.isMemory() && !results.programs(task).isEmpty()) {
                tables.table(task);
            }
        }
        return tables.out.toString();
    }

    private void table(Task task) {
        out.append("\n").append(task.title(options)).append(":\n\n");
        head(
                switch (task) {
                    case EVENT -> "p50 us | p99 us | max us";
                    case STORM, STORM_SMALL -> "p50 us | p99 us | max us | lost | told so";
                    case REPLACE -> "a second | p50 us | p99 us | max us";
                    case LIST, FULL_LIST -> "ms | peak resident MiB";
                    default -> "ms | a second";
                });
        for (String program : results.programs(task)) {
            row(task, program);
        }
    }

    private void head(String columns) {
        out.append("| program | ").append(columns).append(" | x floor |\n|---|");
        out.append("--:|".repeat(columns.split("\\|", -1).length + 1)).append('\n');
    }

    private void row(Task task, String program) {
        out.append("| ").append(program);
        double total = results.value(program, task, 0);
        switch (task) {
            case EVENT -> steps(task, program);
            case STORM, STORM_SMALL -> {
                steps(task, program);
                cell("%,.0f", results.value(program, task, 4));
                cell("%.0f", results.value(program, task, 5));
            }
            case REPLACE -> {
                cell("%,.0f", task.count(options) * 1e9 / total);
                steps(task, program);
            }
            default -> {
                cell("%.1f", total / NANOS_PER_MILLI);
                task.memory()
                        .ifPresentOrElse(
                                memory -> cell("%.1f", results.value(program, memory, 0) / KIB_PER_MIB),
                                () -> cell("%,.0f", task.count(options) * 1e9 / total));
            }
        }
        cell("%.2f", results.ratio(program, floor, task));
        out.append(" |\n");
    }

    private void steps(Task task, String program) {
        for (int which = 1; which <= 3; which++) {
            cell("%.1f", results.value(program, task, which) / NANOS_PER_MICRO);
        }
    }

    private void cell(String format, double value) {
        out.append(" | ").append(Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value));
    }
}
