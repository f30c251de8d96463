package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code [discover]}. */
final class DiscoverReader {
    private DiscoverReader() {}

    /** @param internal interfaces that never are uplinks */
    static Optional<Discover> read(TomlSection section, List<String> internal) {
        section.checkKeys(KnownKeys.DISCOVER_KEYS);
        List<String> exclude = texts(patterns(section, "exclude"));
        List<Values.Text> interfaces = patterns(section, "interfaces");
        for (Values.Text pattern : interfaces) {
            if (!Glob.isPattern(pattern.text())) {
                checkWanted(section, pattern, exclude, internal);
            }
        }
        if (!section.exists()) {
            return Optional.empty();
        }
        if (interfaces.isEmpty()) {
            boolean emptyList = section.has("interfaces") && section.isSound("interfaces");
            if (emptyList || section.lacks("interfaces")) {
                String wrong = emptyList ? "interfaces is empty" : "[discover] has no interfaces";
                String expected = "; expected at least one name or pattern, such as interfaces = [\"eth*\"]";
                section.wrongUnlessBroken("interfaces", wrong + expected);
            }
            return Optional.empty();
        }
        return Optional.of(new Discover(texts(interfaces), exclude));
    }

    private static List<Values.Text> patterns(TomlSection section, String key) {
        List<Values.Text> patterns = new ArrayList<>();
        for (Values.Text pattern : Values.strings(section, key)) {
            Optional<String> complaint = InterfaceName.patternComplaint(pattern.text());
            if (complaint.isPresent()) {
                section.wrong(key, pattern.at(), "pattern " + Quoted.of(pattern.text()) + ' ' + complaint.get());
            } else {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /** Reports a plain name that could never become an uplink. */
    private static void checkWanted(
            TomlSection section, Values.Text name, List<String> exclude, List<String> internal) {
        String wrong = "";
        if (name.text().equals(InterfaceName.LOOPBACK)) {
            wrong = " is the loopback interface; expected one that leads out";
        } else if (internal.contains(name.text())) {
            wrong = " is also in internal-interfaces; expected it in one of the two";
        } else if (Discover.matchesAny(exclude, name.text())) {
            wrong = " is also excluded; expected it in one of the two";
        }
        if (!wrong.isEmpty()) {
            section.wrong("interfaces", name.at(), "interface " + Quoted.of(name.text()) + wrong);
        }
    }

    private static List<String> texts(List<Values.Text> patterns) {
        List<String> texts = new ArrayList<>(patterns.size());
        for (Values.Text pattern : patterns) {
            texts.add(pattern.text());
        }
        return texts;
    }
}
