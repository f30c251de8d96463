package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlPosition;

/** Reads {@code targets}: hosts upstream, ports of them or pages on them, each of them once. */
final class TargetReader {
    private static final String KEY = "targets";

    /** Each is asked at every interval over every uplink. */
    static final int MOST = 32;

    private TargetReader() {}

    /** @param type decides what a target looks like */
    static List<ProbeTarget> read(TomlSection section, ProbeType type) {
        List<ProbeTarget> targets = new ArrayList<>();
        List<TomlPosition> places = new ArrayList<>();
        for (Values.Text text : Values.strings(section, KEY)) {
            TargetText.Reading reading = TargetText.read(type, text.text());
            if (reading.target().isEmpty()) {
                section.wrong(KEY, text.at(), named(text) + reading.complaint());
                continue;
            }
            ProbeTarget target = reading.target().get();
            int earlier = targets.indexOf(target);
            if (earlier >= 0) {
                String first = " (it is already at " + places.get(earlier) + ')';
                section.wrong(KEY, text.at(), named(text) + " is given a second time; expected once" + first);
            } else {
                targets.add(target);
                places.add(text.at());
            }
        }
        if (targets.size() > MOST) {
            section.wrong(KEY, targets.size() + " targets are too many; expected at most " + MOST);
        }
        return List.copyOf(targets);
    }

    private static String named(Values.Text text) {
        return "target " + Quoted.of(text.text());
    }
}
