package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code [ddns]} and every {@code [uplink.ddns]}. */
final class DdnsReader {
    private static final Duration LEAST_TTL = Duration.ofSeconds(1);

    private DdnsReader() {}

    /** What single uplinks say, by name. */
    static Map<String, PublicAddress> overrides(List<TomlSection> uplinks) {
        Map<String, PublicAddress> overrides = new HashMap<>();
        for (TomlSection uplink : uplinks) {
            TomlSection section = Sections.uplinkDdns(uplink);
            section.checkKeys(KnownKeys.UPLINK_DDNS_KEYS);
            Object name = uplink.has("name") ? uplink.get("name") : uplink.get("interface");
            if (name instanceof String text && section.has("public-address")) {
                overrides.put(
                        text, Values.word(section, "public-address", PublicAddress.values(), PublicAddress.INTERFACE));
            }
        }
        return overrides;
    }

    /** Empty if the file does not have the section, or one that is reported. */
    static Optional<DdnsSection> read(TomlSection section, Map<String, PublicAddress> overrides) {
        if (!section.exists()) {
            return Optional.empty();
        }
        section.checkKeys(KnownKeys.DDNS_KEYS);
        Optional<String> server = server(section);
        int port = Values.integer(section, "port", 1, 0xffff, DdnsSection.DEFAULT_PORT);
        Optional<String> zone = domain(section, "zone", "zone = \"example.net\"");
        Optional<String> record = domain(section, "record", "record = \"www.example.net\"");
        checkWithin(section, zone, record);
        Duration ttl = ttl(section);
        Optional<SecretFile> key = PublishReader.secret(section, "key-file", "/etc/multipath/ddns.key");
        if (section.lacks("key-file")) {
            section.warn("key-file", "[ddns] has no key-file: updates are not signed; better a key that only they use");
        }
        WhenNone whenNone = Values.word(section, "when-none", WhenNone.values(), WhenNone.KEEP);
        PublishSettings publish = PublishReader.read(section, PublishSettings.DEFAULTS, overrides);
        if (server.isEmpty() || zone.isEmpty() || record.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> literal = AddressText.parse(server.get());
        return Optional.of(
                new DdnsSection(server.get(), literal, port, zone.get(), record.get(), ttl, key, whenNone, publish));
    }

    private static Optional<String> server(TomlSection section) {
        Optional<String> given = required(section, "server", "server = \"ns1.example.net\"");
        if (given.isEmpty()) {
            return given;
        }
        Optional<IpAddress> literal = AddressText.parse(given.get());
        String complaint = "";
        if (literal.isPresent()) {
            complaint = AddressText.notAHost(literal.get())
                    .map(kind -> " is " + kind + "; expected a server upstream")
                    .orElse("");
        } else if (!HostName.isOne(given.get())) {
            complaint = " is neither a name nor an address; expected one such as \"ns1.example.net\"";
        }
        if (!complaint.isEmpty()) {
            section.wrong("server", "server " + Quoted.of(given.get()) + complaint);
            return Optional.empty();
        }
        return literal.isPresent() ? literal.map(IpAddress::toString) : Optional.of(plain(given.get()));
    }

    private static Optional<String> domain(TomlSection section, String key, String example) {
        Optional<String> given = required(section, key, example);
        if (given.isPresent() && !HostName.isOne(given.get())) {
            section.wrong(
                    key, key + ' ' + Quoted.of(given.get()) + " is no domain name; expected one, as in " + example);
            return Optional.empty();
        }
        return given.map(DdnsReader::plain);
    }

    private static Optional<String> required(TomlSection section, String key, String example) {
        if (section.lacks(key)) {
            section.wrongUnlessBroken(key, "[ddns] has no " + key + "; expected one such as " + example);
        }
        return Values.string(section, key, "a string, as in " + example);
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static void checkWithin(TomlSection section, Optional<String> zone, Optional<String> record) {
        if (zone.isPresent() && record.isPresent()) {
            boolean within = record.get().equals(zone.get()) || record.get().endsWith("." + zone.get());
            if (!within) {
                String message =
                        " is not in zone " + Quoted.of(zone.get()) + "; expected the zone's name or one below it";
                section.wrong("record", "record " + Quoted.of(record.get()) + message);
            }
        }
    }

    private static Duration ttl(TomlSection section) {
        Duration ttl = Values.duration(section, "ttl", LEAST_TTL, DdnsSection.DEFAULT_TTL);
        if (ttl.toMillis() % 1000 != 0) {
            section.wrong(
                    "ttl", "ttl " + Quoted.of(DurationText.of(ttl)) + " is no number of whole seconds; expected one");
        }
        return ttl;
    }
}
