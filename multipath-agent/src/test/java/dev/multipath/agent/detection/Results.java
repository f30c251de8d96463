package dev.multipath.agent.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results of a study, by watcher and trace. */
final class Results {
    static final List<Trace> ALIVE = ofKind(Trace.Kind.ALIVE);
    static final List<Trace> FLAPPING = ofKind(Trace.Kind.FLAPPING);

    private final Map<Contender, Map<Trace, Result>> results = new EnumMap<>(Contender.class);

    static Results of(Study study) {
        return of(study, Arrays.asList(Contender.values()), Arrays.asList(Trace.values()));
    }

    static Results of(Study study, List<Contender> contenders, List<Trace> traces) {
        Results all = new Results();
        for (Contender contender : contenders) {
            Map<Trace, Result> row = new EnumMap<>(Trace.class);
            traces.forEach(trace -> row.put(trace, study.run(contender, trace)));
            all.results.put(contender, row);
        }
        return all;
    }

    List<Contender> contenders() {
        return List.copyOf(results.keySet());
    }

    Result of(Contender contender, Trace trace) {
        return results.get(contender).get(trace);
    }

    /** The mean over all lines that live. */
    double mean(Contender contender, ToDoubleFunction<Result> figure) {
        return ALIVE.stream()
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
            for (Trace trace : ALIVE) {
                Result a = of(other, trace);
                Result b = of(ours, trace);
                if (a.detection().median() < b.detection().median()
                        && a.leaves() < b.leaves()
                        && a.packets() <= b.packets()) {
                    found.add(other.title() + " on " + trace.title());
                }
            }
            boolean sooner = of(other, Trace.CLEAN).detection().median()
                    < of(ours, Trace.CLEAN).detection().median();
            boolean calmer = mean(other, Result::leaves) < mean(ours, Result::leaves);
            if (sooner && calmer && mean(other, Result::packets) <= mean(ours, Result::packets)) {
                found.add(other.title() + " over all");
            }
        }
        return found;
    }

    private static List<Trace> ofKind(Trace.Kind kind) {
        return Arrays.stream(Trace.values())
                .filter(trace -> trace.kind() == kind)
                .toList();
    }
}
