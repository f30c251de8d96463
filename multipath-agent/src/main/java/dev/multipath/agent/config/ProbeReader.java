package dev.multipath.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code [probe]} and {@code [uplink.probe]}. */
final class ProbeReader {
    private static final int MAX_COUNT = 1000;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Probing faster than this would be taken for an attack. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private ProbeReader() {}

    /** @param inherited what holds for the keys the section does not have */
    static ProbeDraft read(TomlSection section, ProbeDraft inherited) {
        if (!section.exists()) {
            return inherited;
        }
        section.checkKeys(KnownKeys.PROBE_KEYS);
        ProbeType type = Values.word(section, "type", ProbeType.values(), inherited.type());
        return new ProbeDraft(
                type,
                targets(section, inherited, type),
                QuestionReader.read(section, type, inherited.question()),
                Values.integer(section, "quorum", 1, MAX_COUNT, inherited.quorum()),
                Values.duration(section, "interval", SHORTEST_INTERVAL, inherited.interval()),
                Values.duration(section, "fast-interval", SHORTEST_INTERVAL, inherited.fastInterval()),
                Values.duration(section, "timeout", SHORTEST, inherited.timeout()),
                Values.integer(section, "fall", 1, MAX_COUNT, inherited.fall()),
                Values.integer(section, "rise", 1, MAX_COUNT, inherited.rise()),
                Values.duration(section, "hold-up", Duration.ZERO, inherited.holdUp()),
                Values.duration(section, "hold-up-max", Duration.ZERO, inherited.holdUpMax()),
                Values.duration(section, "flap-window", Duration.ZERO, inherited.flapWindow()),
                lossDegraded(section, inherited),
                rttDegraded(section, inherited),
                Values.duration(section, "standby-interval", SHORTEST_INTERVAL, inherited.standbyInterval()));
    }

    private static List<ProbeTarget> targets(TomlSection section, ProbeDraft inherited, ProbeType type) {
        if (!section.has("targets")) {
            return usable(section, inherited, type);
        }
        if (!section.isSound("type")) {
            Values.strings(section, "targets");
            return List.of();
        }
        List<ProbeTarget> targets = TargetReader.read(section, type);
        if (type == ProbeType.GATEWAY && !targets.isEmpty()) {
            String where = section.has("type") ? "" : " of [probe]";
            String wrong = "targets have no use with type \"gateway\"" + where;
            section.wrong("targets", wrong + "; expected type = \"icmp\", or no targets");
        }
        return targets;
    }

    /** The inherited targets, unless they were written for a type that takes others. */
    private static List<ProbeTarget> usable(TomlSection section, ProbeDraft inherited, ProbeType type) {
        List<ProbeTarget> targets = inherited.targets();
        if (targets.isEmpty() || type == ProbeType.GATEWAY || type.sharesTargetsWith(inherited.type())) {
            return targets;
        }
        String wrong = "type \"" + type.toml() + "\" cannot use the targets of [probe], which are for \"";
        section.wrong("type", wrong + inherited.type().toml() + "\"; expected targets beside it");
        return List.of();
    }

    private static OptionalDouble lossDegraded(TomlSection section, ProbeDraft inherited) {
        String key = "loss-degraded";
        if (!section.has(key)) {
            return inherited.lossDegraded();
        }
        String expected = "a percentage such as \"20%\", or \"off\"";
        Optional<String> text = Values.string(section, key, expected);
        if (text.isEmpty() || text.get().equals("off")) {
            return OptionalDouble.empty();
        }
        OptionalDouble percent = PercentText.parse(text.get());
        if (percent.isEmpty()) {
            section.wrong(key, key + ' ' + Quoted.of(text.get()) + " is no percentage; expected " + expected);
        } else if (percent.getAsDouble() <= 0 || percent.getAsDouble() > 100) {
            String wanted = "; expected more than 0% and at most 100%, or \"off\"";
            section.wrong(key, key + ' ' + Quoted.of(text.get()) + " is out of range" + wanted);
        } else {
            return OptionalDouble.of(percent.getAsDouble() / 100);
        }
        return OptionalDouble.empty();
    }

    private static Optional<Duration> rttDegraded(TomlSection section, ProbeDraft inherited) {
        String key = "rtt-degraded";
        if (!section.has(key)) {
            return inherited.rttDegraded();
        }
        if ("off".equals(section.get(key))) {
            return Optional.empty();
        }
        String expected = DurationText.EXPECTED + ", or \"off\"";
        return Optional.of(Values.duration(section, key, SHORTEST, SHORTEST, expected));
    }
}
