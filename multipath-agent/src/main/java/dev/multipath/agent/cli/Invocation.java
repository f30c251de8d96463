package dev.multipath.agent.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** A subcommand as it was typed, and where it prints. */
final class Invocation {
    private final ParseResult line;
    private final ParseResult subcommand;

    /** @param line with a subcommand on it */
    Invocation(ParseResult line) {
        this.line = line;
        this.subcommand = line.subcommand();
    }

    /** The configuration file, named before or after the subcommand. */
    Path config() {
        String before = line.matchedOptionValue(Words.CONFIG, Words.DEFAULT_CONFIG);
        return Path.of(subcommand.matchedOptionValue(Words.CONFIG, before));
    }

    boolean has(String flag) {
        return subcommand.hasMatchedOption(flag);
    }

    /** Every value of an option that takes several, in order. */
    Set<String> values(String option) {
        return new LinkedHashSet<>(subcommand.matchedOptionValue(option, List.<String>of()));
    }

    /** An option's value; empty where it was not given. */
    String value(String option) {
        return subcommand.matchedOptionValue(option, "");
    }

    /** What was typed after the options. */
    String argument(int position) {
        return subcommand.matchedPositionalValue(position, "");
    }

    /** All that was typed after the options, from a position on. */
    List<String> arguments(int position) {
        return subcommand.matchedPositionalValue(position, List.of());
    }

    /** The whole command line, with all its subcommands. */
    CommandLine root() {
        return line.commandSpec().commandLine();
    }

    PrintWriter out() {
        return subcommand.commandSpec().commandLine().getOut();
    }

    PrintWriter err() {
        return subcommand.commandSpec().commandLine().getErr();
    }
}
