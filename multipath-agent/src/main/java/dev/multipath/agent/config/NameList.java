package dev.multipath.agent.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** Names of the sections of one kind: each its own, and one by its place for those that have none. */
final class NameList {
    private final String kind;
    private final Map<String, String> places = new HashMap<>();
    private int count;

    /** @param kind as in {@code route-1} */
    NameList(String kind) {
        this.kind = kind;
    }

    /** The name of the next section. */
    String read(TomlSection section) {
        count++;
        Optional<String> given = UplinkReader.name(section);
        String name = given.orElse(kind + '-' + count);
        TomlPosition at = section.valuePosition("name");
        String earlier = places.putIfAbsent(name, String.valueOf(at));
        if (earlier != null) {
            String wrong = "name " + Quoted.of(name) + " is taken, at " + earlier;
            section.wrong("name", wrong + "; expected a name of its own for each " + kind);
        }
        return name;
    }
}
