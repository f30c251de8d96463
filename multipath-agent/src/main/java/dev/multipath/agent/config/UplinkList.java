package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** Reads all {@code [[uplink]]} sections and sees to it that no two of them are the same. */
final class UplinkList {
    private final UplinkReader reader;
    private final List<String> internal;
    private final List<UplinkConfig> uplinks = new ArrayList<>();
    private final Map<String, TomlPosition> names = new HashMap<>();
    private final Map<String, TomlPosition> interfaces = new HashMap<>();

    /** @param internal interfaces that never are uplinks */
    UplinkList(UplinkReader reader, List<String> internal) {
        this.reader = reader;
        this.internal = internal;
    }

    /** Those that can be used, in the order of the file. */
    List<UplinkConfig> read(List<TomlSection> sections) {
        for (int i = 0; i < sections.size(); i++) {
            TomlSection section = sections.get(i);
            if (i == AgentConfig.MAX_UPLINKS) {
                String wrong = sections.size() + " uplinks do not fit";
                section.mistakes().add(section.position(), wrong + "; expected at most " + AgentConfig.MAX_UPLINKS);
            }
            Optional<UplinkConfig> uplink = reader.read(section);
            if (uplink.isPresent()) {
                uplinks.add(uplink.get());
                checkInterface(section, uplink.get().interfaceName());
                checkName(section, uplink.get().name());
            }
        }
        return uplinks;
    }

    private void checkInterface(TomlSection section, String name) {
        if (internal.contains(name)) {
            String wrong = " is also in internal-interfaces; expected it in one of the two";
            section.wrong("interface", "interface " + Quoted.of(name) + wrong);
        }
        TomlPosition earlier = interfaces.putIfAbsent(name, position(section, "interface"));
        if (earlier != null) {
            String wrong = " has an uplink already, at " + earlier + "; expected one uplink for each interface";
            section.wrong("interface", "interface " + Quoted.of(name) + wrong);
        }
    }

    private void checkName(TomlSection section, String name) {
        boolean named = section.has("name");
        String key = named ? "name" : "interface";
        TomlPosition earlier = names.putIfAbsent(name, position(section, key));
        if (earlier == null) {
            return;
        }
        if (named) {
            String wrong = " is taken, at " + earlier + "; expected a name of its own for each uplink";
            section.wrong("name", "name " + Quoted.of(name) + wrong);
        } else if (section.isSound("interface")) {
            String wrong = " would name the uplink, but that name is taken, at " + earlier + "; expected a name";
            section.wrong("interface", "interface " + Quoted.of(name) + wrong);
        }
    }

    private static TomlPosition position(TomlSection section, String key) {
        TomlPosition at = section.valuePosition(key);
        return at == null ? TomlPosition.positionAt(1, 1) : at;
    }
}
