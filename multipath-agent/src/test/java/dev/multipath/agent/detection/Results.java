package dev.multipath.agent.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The results of a study, by watcher and trace. */
// The order of the constants is that of the tables and of the seeds, and shall stay.
@SuppressWarnings("EnumOrdinal")
final class Results {
    static final List<Trace> ALIVE = ofKind(Trace.Kind.ALIVE);
    static final List<Trace> FLAPPING = ofKind(Trace.Kind.FLAPPING);

    private final Map<Contender, Map<Trace, Result>> results = new EnumMap<>(Contender.class);

    static Results of(Study study) {
        return of(study, Arrays.asList(Contender.values()), Arrays.asList(Trace.values()));
    }

    static Results of(Study study, List<Contender> contenders, List<Trace> traces) {
        // In any order, by as many processors as there are: no run knows of another.
        int columns = traces.size();
        List<Result> found = IntStream.range(0, contenders.size() * columns)
                .parallel()
                .mapToObj(cell -> run(study, contenders.get(cell / columns), traces.get(cell % columns)))
                .toList();
        Results all = new Results();
        for (int cell = 0; cell < found.size(); cell++) {
            all.results
                    .computeIfAbsent(contenders.get(cell / columns), contender -> new EnumMap<>(Trace.class))
                    .put(traces.get(cell % columns), found.get(cell));
        }
        return all;
    }

    private static Result run(Study study, Contender contender, Trace trace) {
        return study.run(contender, contender.ordinal(), trace);
    }

    List<Contender> contenders() {
        return List.copyOf(results.keySet());
    }

    Result of(Contender contender, Trace trace) {
        return results.get(contender).get(trace);
    }

    /** The lines of the study that live by themselves. */
    private List<Trace> alive() {
        return ALIVE.stream()
                .filter(results.values().iterator().next()::containsKey)
                .toList();
    }

    /** The mean over all lines that live. */
    double mean(Contender contender, ToDoubleFunction<Result> figure) {
        return alive().stream()
                .mapToDouble(trace -> figure.applyAsDouble(of(contender, trace)))
                .average()
                .orElseThrow();
    }

    /**
     * Whoever beats one of ours: notices death sooner, is wrong less often, and asks no more often. Compared on each line
     * by itself; and over all, by the clean line's death and the mean of wrong departures.
     *
     * @return one sentence each; empty if nobody does
     */
    List<String> better(Contender ours) {
        List<String> found = new ArrayList<>();
        for (Contender other : contenders()) {
            if (other.isOurs()) {
                continue;
            }
            for (Trace trace : alive()) {
                Result a = of(other, trace);
                Result b = of(ours, trace);
                if (isSooner(a, b) && a.leaves() < b.leaves() && a.packets() <= b.packets()) {
                    found.add(other.title() + " on " + trace.title());
                }
            }
            boolean sooner = isSooner(of(other, Trace.CLEAN), of(ours, Trace.CLEAN));
            boolean calmer = mean(other, Result::leaves) < mean(ours, Result::leaves);
            if (sooner && calmer && mean(other, Result::packets) <= mean(ours, Result::packets)) {
                found.add(other.title() + " over all");
            }
        }
        return found;
    }

    /** By the deaths that each met while the line was in use; not, if one of them met none. */
    private static boolean isSooner(Result one, Result other) {
        return !other.detection().sorted().isEmpty()
                && one.detection().median() < other.detection().median();
    }

    private static List<Trace> ofKind(Trace.Kind kind) {
        return Arrays.stream(Trace.values())
                .filter(trace -> trace.kind() == kind)
                .toList();
    }
}
