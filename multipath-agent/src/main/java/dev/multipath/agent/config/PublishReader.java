package dev.multipath.agent.config;

import java.util.Map;
import java.util.Optional;

/** Reads the keys that {@code [ddns]} and {@code [dyndns]} have in common. */
final class PublishReader {
    private static final WebUrlText URL = new WebUrlText("http://ip.example.net/");

    private PublishReader() {}

    /**
     * Reads them.
     *
     * @param inherited what holds where the section is silent
     * @param overrides of single uplinks, which may need the page too
     */
    static PublishSettings read(TomlSection section, PublishSettings inherited, Map<String, PublicAddress> overrides) {
        PublicAddress publicAddress =
                Values.word(section, "public-address", PublicAddress.values(), inherited.publicAddress());
        Optional<WebUrl> url = section.has("http-url") ? url(section, "http-url", URL) : inherited.httpUrl();
        boolean asks = publicAddress == PublicAddress.HTTP || overrides.containsValue(PublicAddress.HTTP);
        if (asks && url.isEmpty() && section.lacks("http-url")) {
            String message = section.header() + " has no http-url, which public-address = \"http\" needs; "
                    + "expected one such as http-url = \"http://ip.example.net/\"";
            section.wrongUnlessBroken("http-url", message);
        }
        return new PublishSettings(
                Values.word(section, "publish", NameFamily.values(), inherited.families()),
                publicAddress,
                Values.bool(section, "allow-private", inherited.allowPrivate()),
                url,
                Values.word(section, "http-client", EchoBelief.values(), inherited.httpClient()));
    }

    static Optional<WebUrl> url(TomlSection section, String key, WebUrlText reader) {
        Optional<String> text = Values.string(section, key, "a URL");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        WebUrlText.Reading reading = reader.read(text.get().replace("{", "%7B").replace("}", "%7D"));
        if (reading.url().isEmpty()) {
            section.wrong(key, key + ' ' + Quoted.of(text.get()) + reading.complaint());
        }
        return reading.url();
    }

    /** A file with a secret in it. */
    static Optional<SecretFile> secret(TomlSection section, String key, String example) {
        Optional<String> given = Values.string(section, key, "an absolute path");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String path = given.get();
        if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
            String message = " is no absolute path of a file; expected one such as \"" + example + '"';
            section.wrong(key, key + ' ' + Quoted.of(path) + message);
            return Optional.empty();
        }
        return Optional.of(new SecretFile(path, section.line(key), section.column(key)));
    }
}
