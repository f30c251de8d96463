package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The URL of a web service as the file writes it. */
final class WebUrlText {
    private static final int MAX_LENGTH = 1000;
    private static final String[] SCHEMES = {"http", "https"};

    private final String example;

    /** @param example what messages offer */
    WebUrlText(String example) {
        this.example = "such as \"" + example + '"';
    }

    /** What a text means, or what is wrong with it: words that go behind the text itself. */
    record Reading(Optional<WebUrl> url, String complaint) {
        private static Reading wrong(String complaint) {
            return new Reading(Optional.empty(), complaint);
        }
    }

    Reading read(String text) {
        Optional<URI> parsed = text.length() > MAX_LENGTH ? Optional.empty() : parse(text);
        if (parsed.isEmpty() || parsed.get().getScheme() == null) {
            return Reading.wrong(" is no URL; expected one " + example);
        }
        URI uri = parsed.get();
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!KnownKeys.contains(SCHEMES, scheme)) {
            Optional<String> near = NearMiss.of(scheme, SCHEMES);
            String hint = near.isPresent() ? "; did you mean \"" + near.get() + "\"?" : "; expected one " + example;
            return Reading.wrong(" is no URL of the web" + hint);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            String what = uri.getRawUserInfo() != null ? "a user" : "a fragment";
            return Reading.wrong(" has " + what + ", which is not sent; expected a URL " + example);
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > 0xffff) {
            return noHost();
        }
        return read(uri, scheme.equals("https"), host);
    }

    private Reading read(URI uri, boolean secure, String host) {
        boolean brackets = host.startsWith("[");
        String bare = brackets ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
        Optional<IpAddress> literal = AddressText.parse(bare);
        Optional<String> kind = literal.flatMap(AddressText::notAHost);
        if (kind.isPresent()) {
            return Reading.wrong(" leads to " + kind.get() + "; expected a host upstream");
        }
        if (literal.isEmpty() && brackets) {
            return Reading.wrong(" names an interface; expected a URL " + example);
        }
        if (literal.isEmpty() && !HostName.isOne(bare)) {
            return noHost();
        }
        int port = uri.getPort() < 0 ? WebUrl.defaultPort(secure) : uri.getPort();
        String name = literal.isPresent() ? literal.get().toString() : bare;
        return new Reading(Optional.of(new WebUrl(secure, name, literal, port, path(uri))), "");
    }

    private Reading noHost() {
        return Reading.wrong(" has no host that can be asked; expected a URL " + example);
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(new URI(text).toASCIIString()));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }
}
