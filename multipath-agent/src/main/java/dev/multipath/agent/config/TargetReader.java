package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** Reads {@code targets}: addresses of hosts upstream, each of them once. */
final class TargetReader {
    private static final String KEY = "targets";
    private static final String EXPECTED = "an IPv4 or IPv6 address, as names are not looked up";

    private TargetReader() {}

    static List<IpAddress> read(TomlSection section) {
        List<IpAddress> targets = new ArrayList<>();
        List<TomlPosition> places = new ArrayList<>();
        for (Values.Text text : Values.strings(section, KEY)) {
            Optional<IpAddress> target = target(section, text);
            if (target.isEmpty()) {
                continue;
            }
            int earlier = targets.indexOf(target.get());
            if (earlier >= 0) {
                String first = " (it is already at " + places.get(earlier) + ')';
                section.wrong(KEY, text.at(), named(text) + " is given a second time; expected once" + first);
            } else {
                targets.add(target.get());
                places.add(text.at());
            }
        }
        return List.copyOf(targets);
    }

    private static Optional<IpAddress> target(TomlSection section, Values.Text text) {
        Optional<IpAddress> target = AddressText.parse(text.text());
        if (target.isEmpty()) {
            section.wrong(KEY, text.at(), AddressText.notAnAddress("target", text.text(), EXPECTED));
            return target;
        }
        Optional<String> kind = AddressText.notAHost(target.get());
        if (kind.isPresent()) {
            String wanted = "; expected the address of a host upstream";
            section.wrong(KEY, text.at(), named(text) + " is " + kind.get() + wanted);
            return Optional.empty();
        }
        return target;
    }

    private static String named(Values.Text text) {
        return "target " + Quoted.of(text.text());
    }
}
