package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code via}, the uplinks of a {@code [[route]]} or {@code [[policy]]}. */
final class ViaReader {
    private final List<UplinkConfig> uplinks;
    private final Optional<Discover> discover;

    /** @param discover whose interfaces are uplinks named after themselves */
    ViaReader(List<UplinkConfig> uplinks, Optional<Discover> discover) {
        this.uplinks = uplinks;
        this.discover = discover;
    }

    /** Those that exist, in their order. */
    List<String> read(TomlSection section, boolean mayBeEmpty) {
        List<String> names = new ArrayList<>();
        if (section.lacks("via")) {
            String message = section.header() + " has no via; expected one such as via = [\"" + example() + "\"]";
            section.wrongUnlessBroken("via", message);
            return names;
        }
        List<Values.Text> texts = Values.strings(section, "via");
        for (Values.Text text : texts) {
            if (names.contains(text.text())) {
                String message = "via holds " + Quoted.of(text.text()) + " twice; expected each uplink once";
                section.wrong("via", text.at(), message);
            } else if (isUplink(text.text())) {
                names.add(text.text());
            } else {
                section.wrong("via", text.at(), UnknownName.word("uplink", text.text(), known()));
            }
        }
        if (texts.isEmpty() && section.isSound("via") && !mayBeEmpty) {
            section.wrong("via", "via is empty; expected at least one uplink, such as via = [\"" + example() + "\"]");
        }
        return names;
    }

    private boolean isUplink(String name) {
        return uplinks.stream().anyMatch(uplink -> uplink.name().equals(name))
                || (discover.isPresent() && discover.get().matches(name));
    }

    private String[] known() {
        return uplinks.stream().map(UplinkConfig::name).toArray(String[]::new);
    }

    private String example() {
        return uplinks.isEmpty() ? "eth0" : uplinks.get(0).name();
    }
}
