package dev.multipath.agent.config;

import java.util.Map;
import java.util.Optional;

/** Reads {@code [dyndns]}. */
final class DyndnsReader {
    private static final String EXAMPLE = "https://update.example.net/nic/update?hostname=www&myip={addresses}";
    private static final WebUrlText URL = new WebUrlText(EXAMPLE);
    private static final int MAX_USER = 200;

    private DyndnsReader() {}

    /**
     * Empty if the file does not have the section, or one that is reported.
     *
     * @param inherited what {@code [ddns]} says of what is published
     */
    static Optional<DyndnsSection> read(
            TomlSection section, PublishSettings inherited, Map<String, PublicAddress> overrides) {
        if (!section.exists()) {
            return Optional.empty();
        }
        section.checkKeys(KnownKeys.DYNDNS_KEYS);
        if (section.lacks("url")) {
            String example = "; expected one such as url = \"" + EXAMPLE + '"';
            section.wrongUnlessBroken("url", "[dyndns] has no url" + example);
        }
        Optional<WebUrl> url = PublishReader.url(section, "url", URL);
        url.ifPresent(found -> checkPlaceholders(section, found));
        Optional<String> user = user(section);
        Optional<SecretFile> password =
                PublishReader.secret(section, "password-file", "/etc/multipath/dyndns.password");
        checkBoth(section, "user", "password-file");
        checkBoth(section, "password-file", "user");
        if (url.isPresent() && !url.get().secure() && password.isPresent()) {
            section.warn("url", "the url is not https: the password can be read on the way");
        }
        PublishSettings publish = PublishReader.read(section, inherited, overrides);
        return url.map(found -> new DyndnsSection(found, user, password, publish));
    }

    private static void checkPlaceholders(TomlSection section, WebUrl url) {
        String rest = url.path()
                .replace(DyndnsSection.ADDRESSES, "")
                .replace(DyndnsSection.IPV4, "")
                .replace(DyndnsSection.IPV6, "");
        String wrong = "";
        if (rest.length() == url.path().length()) {
            wrong = "url has no place for the addresses";
        } else if (rest.contains("%7B") || rest.contains("%7D")) {
            wrong = "url has braces around something else";
        }
        if (!wrong.isEmpty()) {
            section.wrong("url", wrong + "; expected {addresses}, {ipv4} or {ipv6} in its path or query");
        }
    }

    private static Optional<String> user(TomlSection section) {
        Optional<String> user = Values.string(section, "user", "a name");
        boolean unfit = user.isPresent()
                && (user.get().isEmpty()
                        || user.get().length() > MAX_USER
                        || user.get().indexOf(':') >= 0
                        || user.get().chars().anyMatch(Character::isISOControl));
        if (unfit) {
            section.wrong("user", "user " + Quoted.of(user.get()) + " cannot be sent; expected a name without \":\"");
        }
        return user;
    }

    private static void checkBoth(TomlSection section, String given, String missing) {
        if (section.has(given) && section.lacks(missing)) {
            String message = given + " has no use without " + missing + "; expected both or neither";
            section.wrongUnlessBroken(given, message);
        }
    }
}
