package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys of {@code [probe]} that only the types "dns" and "http" use. */
final class QuestionReader {
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final int MAX_BODY = 1000;

    /** An example, for messages. */
    private static final String CA_FILE = "/etc/multipath/ca.pem";

    private QuestionReader() {}

    /** @param type a key it does not use is warned of in {@code [uplink.probe]}; in {@code [probe]} others may use it */
    static Question read(TomlSection section, ProbeType type, Question inherited) {
        if (section.header().equals(KnownKeys.UPLINK_PROBE) && section.isSound("type")) {
            warnUnlessUsed(section, type, ProbeType.DNS, "query");
            for (String key : new String[] {"expect-status", "expect-body", "resolvers", "resolve", "ca-file"}) {
                warnUnlessUsed(section, type, ProbeType.HTTP, key);
            }
        }
        int status = Values.integer(section, "expect-status", LEAST_STATUS, MOST_STATUS, 0);
        return new Question(
                section.has("query") ? query(section) : inherited.query(),
                status == 0 ? inherited.expectStatus() : OptionalInt.of(status),
                section.has("expect-body") ? body(section) : inherited.expectBody(),
                section.has("resolvers") ? resolvers(section) : inherited.resolvers(),
                Values.word(section, "resolve", NameFamily.values(), inherited.resolve()),
                section.has("ca-file") ? Optional.of(PathText.read(section, "ca-file", CA_FILE)) : inherited.caFile());
    }

    private static void warnUnlessUsed(TomlSection section, ProbeType type, ProbeType user, String key) {
        if (section.has(key) && type != user) {
            section.warn(key, key + " has no use with type \"" + type.toml() + "\", only with \"" + user.toml() + '"');
        }
    }

    private static Optional<String> query(TomlSection section) {
        String expected = "the name of a host, such as \"www.example.net\"";
        Optional<String> name = Values.string(section, "query", expected);
        if (name.isPresent() && !HostName.isOne(name.get())) {
            section.wrong("query", "query " + Quoted.of(name.get()) + " is no name; expected " + expected);
            return Optional.empty();
        }
        return name;
    }

    private static Optional<String> body(TomlSection section) {
        Optional<String> text = Values.string(section, "expect-body", "a text the page contains");
        if (text.isPresent() && (text.get().isEmpty() || text.get().length() > MAX_BODY)) {
            section.wrong("expect-body", "expect-body is no text of 1 to " + MAX_BODY + " characters; expected one");
            return Optional.empty();
        }
        return text;
    }

    private static List<IpAddress> resolvers(TomlSection section) {
        List<IpAddress> resolvers = new ArrayList<>();
        for (Values.Text text : Values.strings(section, "resolvers")) {
            Optional<IpAddress> address = AddressText.parse(text.text());
            if (address.isEmpty()) {
                String message = AddressText.notAnAddress("resolver", text.text(), "an IPv4 or IPv6 address");
                section.wrong("resolvers", text.at(), message);
                continue;
            }
            Optional<String> kind = AddressText.notAHost(address.get());
            if (kind.isPresent()) {
                String why = " is " + kind.get() + "; expected one that every uplink reaches";
                section.wrong("resolvers", text.at(), "resolver " + Quoted.of(text.text()) + why);
            } else if (!resolvers.contains(address.get())) {
                resolvers.add(address.get());
            }
        }
        return resolvers;
    }
}
