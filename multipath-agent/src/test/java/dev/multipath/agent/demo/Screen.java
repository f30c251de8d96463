package dev.multipath.agent.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Writes for a person: coloured on a terminal, plain elsewhere. */
final class Screen {
    private static final String BOLD = "\033[1m";
    private static final String FAINT = "\033[2m";
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private final PrintStream out;
    private final boolean colour;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Begins a step. */
    void heading(String text) {
        line("");
        line(in(BOLD, text));
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** What something else wrote: files, commands' output. */
    void quote(String text) {
        text.lines().forEach(each -> line("    " + in(FAINT, each)));
    }

    /** A measured value beside what was promised. */
    void measured(String what, String value, boolean good, String promise) {
        String padded = String.format(Locale.ROOT, "  %-34s %9s  ", what, value);
        line(padded + in(good ? GREEN : RED, good ? "ok" : "NOT OK") + "  " + promise);
    }

    void good(String text) {
        line(in(GREEN, text));
    }

    void bad(String text) {
        line(in(RED, text));
    }

    private String in(String sequence, String text) {
        return colour && !text.isEmpty() ? sequence + text + PLAIN : text;
    }
}
