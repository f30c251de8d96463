package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.TomlPosition;

/**
 * Gathers the destinations of all {@code [[route]]}s, and warns of those that are there twice or lie within one of another
 * {@code [[route]]}: once for each pair of places, by its first case, since lists are long.
 */
final class PrefixCollector {
    private static final Comparator<Line> ORDER =
            Comparator.<Line, IpPrefix>comparing(Line::prefix).thenComparingInt(Line::number);

    private final Mistakes mistakes;
    private final List<String> sources = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * One destination, and where it was found.
     *
     * @param source index of the file; 0 is the configuration itself
     * @param number of the destination: the earlier of two equal ones counts
     */
    private record Line(IpPrefix prefix, int entry, int source, int line, int column, int number)
            implements PrefixTable.Row {}

    /** @param file the configuration's own name */
    PrefixCollector(Mistakes mistakes, String file) {
        this.mistakes = mistakes;
        sources.add(file);
    }

    /** Begins the next {@code [[route]]}. */
    void begin(String name) {
        names.add(name);
    }

    /** A destination in the configuration itself. */
    void add(IpPrefix prefix, TomlPosition at) {
        lines.add(new Line(prefix, names.size() - 1, 0, at.line(), at.column(), lines.size()));
    }

    /** The file that {@link #addLine} is about from now on. */
    void beginFile(String path) {
        sources.add(path);
    }

    void addLine(IpPrefix prefix, int line, int column) {
        lines.add(new Line(prefix, names.size() - 1, sources.size() - 1, line, column, lines.size()));
    }

    int size() {
        return lines.size();
    }

    /** All of them, each once; warnings go to the mistakes. */
    PrefixTable toTable() {
        lines.sort(ORDER);
        List<Line> distinct = new ArrayList<>(lines.size());
        Map<List<Integer>, Finding> twice = new LinkedHashMap<>();
        Map<List<Integer>, Finding> within = new LinkedHashMap<>();
        Deque<Line> around = new ArrayDeque<>();
        for (Line line : lines) {
            Line last = distinct.isEmpty() ? null : distinct.get(distinct.size() - 1);
            if (last != null && last.prefix().equals(line.prefix())) {
                note(twice, line, last);
                continue;
            }
            distinct.add(line);
            while (!around.isEmpty() && !contains(around.peek(), line)) {
                around.pop();
            }
            around.stream()
                    .filter(outer -> outer.entry() != line.entry())
                    .findFirst()
                    .ifPresent(outer -> note(within, line, outer));
            around.push(line);
        }
        twice.values().forEach(this::warnTwice);
        within.values().forEach(this::warnWithin);
        return new PrefixTable(distinct);
    }

    /** How often, and the first case by its place. */
    private static final class Finding {
        private Line line;
        private Line other;
        private int count;

        Finding(Line line, Line other) {
            this.line = line;
            this.other = other;
        }
    }

    private static void note(Map<List<Integer>, Finding> findings, Line line, Line other) {
        List<Integer> places = List.of(line.source(), line.entry(), other.source(), other.entry());
        Finding finding = findings.computeIfAbsent(places, key -> new Finding(line, other));
        finding.count++;
        if (line.number() < finding.line.number()) {
            finding.line = line;
            finding.other = other;
        }
    }

    private static boolean contains(Line outer, Line inner) {
        return outer.prefix().length() <= inner.prefix().length()
                && outer.prefix().contains(inner.prefix().address());
    }

    private void warnTwice(Finding found) {
        String where = found.line.entry() == found.other.entry()
                ? "stands there already, at " + place(found.other)
                : "belongs to route " + Quoted.of(names.get(found.other.entry())) + " already, at " + place(found.other)
                        + ", which counts";
        warn(found.line, found.line.prefix() + " " + where + more(found, "there twice"));
    }

    private void warnWithin(Finding found) {
        String outer = found.other.prefix() + " of route " + Quoted.of(names.get(found.other.entry())) + ", at "
                + place(found.other);
        warn(
                found.line,
                found.line.prefix() + " of route " + Quoted.of(names.get(found.line.entry())) + " lies within " + outer
                        + ": the longer prefix wins" + more(found, "like this"));
    }

    private static String more(Finding found, String how) {
        return found.count == 1 ? "" : "; " + (found.count - 1) + " more are " + how;
    }

    private String place(Line line) {
        return sources.get(line.source()) + ':' + line.line() + ':' + line.column();
    }

    private void warn(Line line, String message) {
        mistakes.warn(sources.get(line.source()), line.line(), line.column(), message);
    }
}
