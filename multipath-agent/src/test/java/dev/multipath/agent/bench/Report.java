package dev.multipath.agent.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what was measured as a table, row by row as it comes. */
final class Report {
    private static final String ROW = "  %-58s %-5s %9s %9s %9s %5s  %s%n";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** A line of its own. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Begins a table. */
    void heading(String title) {
        line("");
        line(title);
        out.printf(Locale.ROOT, ROW, "", "unit", "median", "p90", "max", "n", "wanted");
    }

    /** A row without a wish. */
    void row(String what, String unit, Distribution values) {
        row(what, unit, values, "");
    }

    /**
     * A row.
     *
     * @param wanted what the project has promised; "" for nothing
     */
    void row(String what, String unit, Distribution values, String wanted) {
        out.printf(
                Locale.ROOT,
                ROW,
                what,
                unit,
                number(values.median()),
                number(values.quantile(0.9)),
                number(values.max()),
                values.size(),
                wanted);
        out.flush();
    }

    /** A row of a single value. */
    void row(String what, String unit, double value, String wanted) {
        out.printf(Locale.ROOT, ROW, what, unit, number(value), "", "", 1, wanted);
        out.flush();
    }

    /** A row of a single count. */
    void row(String what, long count, String wanted) {
        out.printf(Locale.ROOT, ROW, what, "", count, "", "", 1, wanted);
        out.flush();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        boolean whole = value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%.0f" : Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }
}
