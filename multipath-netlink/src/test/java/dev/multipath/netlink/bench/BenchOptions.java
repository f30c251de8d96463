package dev.multipath.netlink.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command line of {@code scripts/bench-netlink} says.
 *
 * @param rounds how often everything is measured, interleaved
 * @param routes to add, dump and delete
 * @param replaces of the weighted default
 * @param events to hear
 * @param without programs to leave out, by words of their names
 * @param parts what to measure
 * @param json file for every single figure; "" for none
 */
record BenchOptions(
        int rounds, int routes, int replaces, int events, List<String> without, List<Part> parts, String json) {
    private static final List<Part> ALL = List.of(Part.values());
    private static final BenchOptions USUAL = new BenchOptions(5, 100_000, 10_000, 1000, List.of(), ALL, "");
    private static final BenchOptions QUICK = new BenchOptions(1, 10_000, 1000, 100, List.of(), ALL, "");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException for an option there is none of, and for a number below 1
     */
    static BenchOptions parse(String[] arguments) {
        BenchOptions options = List.of(arguments).contains("--quick") ? QUICK : USUAL;
        for (String argument : arguments) {
            if (!argument.equals("--quick")) {
                options = options.with(argument);
            }
        }
        return options;
    }

    private BenchOptions with(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        return switch (equals < 0 ? argument : argument.substring(0, equals)) {
            case "--rounds" ->
                new BenchOptions(number(argument, value), routes, replaces, events, without, parts, json);
            case "--routes" ->
                new BenchOptions(rounds, number(argument, value), replaces, events, without, parts, json);
            case "--json" -> new BenchOptions(rounds, routes, replaces, events, without, parts, value);
            case "--without" -> new BenchOptions(rounds, routes, replaces, events, and(without, value), parts, json);
            case "--only" -> {
                List<Part> before = parts.equals(ALL) ? List.of() : parts;
                yield new BenchOptions(rounds, routes, replaces, events, without, and(before, Part.named(value)), json);
            }
            default -> throw new IllegalArgumentException("no such option: " + argument);
        };
    }

    private static <T> List<T> and(List<T> some, T more) {
        List<T> longer = new ArrayList<>(some);
        longer.add(more);
        return List.copyOf(longer);
    }

    private static int number(String argument, String text) {
        int value = Integer.parseInt(text);
        if (value < 1) {
            throw new IllegalArgumentException(argument + " is below 1");
        }
        return value;
    }

    /** Whether a program of this name is to run. */
    boolean wants(String name) {
        return without.stream().noneMatch(name::contains);
    }
}
