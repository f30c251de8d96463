package dev.multipath.agent.config;

import dev.multipath.agent.config.TargetText.Reading;
import dev.multipath.netlink.model.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The URL of a page to ask for. */
final class UrlText {
    private static final String EXAMPLE = "such as \"http://192.0.2.53/generate_204\"";
    private static final String[] SCHEMES = {"http", "https"};
    private static final int MAX_LENGTH = 1000;

    private UrlText() {}

    static Reading read(String text) {
        Optional<URI> parsed = parse(text);
        if (parsed.isEmpty() || parsed.get().getScheme() == null || text.length() > MAX_LENGTH) {
            return Reading.wrong(" is no URL; expected one " + EXAMPLE);
        }
        URI uri = parsed.get();
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!KnownKeys.contains(SCHEMES, scheme)) {
            Optional<String> near = NearMiss.of(scheme, SCHEMES);
            String hint = near.isPresent() ? "; did you mean \"" + near.get() + "\"?" : "; expected one " + EXAMPLE;
            return Reading.wrong(" is no URL of the web" + hint);
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > 0xffff) {
            return Reading.wrong(" has no host that can be asked; expected a URL " + EXAMPLE);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            String what = uri.getRawUserInfo() != null ? "a user" : "a fragment";
            return Reading.wrong(" has " + what + ", which is not sent; expected a URL " + EXAMPLE);
        }
        return read(uri, scheme.equals("https"), host);
    }

    private static Reading read(URI uri, boolean secure, String host) {
        boolean brackets = host.startsWith("[");
        String bare = brackets ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
        Optional<IpAddress> literal = AddressText.parse(bare);
        if (brackets && literal.isEmpty()) {
            return Reading.wrong(" names an interface; expected a URL " + EXAMPLE);
        }
        Optional<String> kind = literal.flatMap(AddressText::notAHost);
        if (kind.isPresent()) {
            return Reading.wrong(" leads to " + kind.get() + "; expected a host upstream");
        }
        if (literal.isEmpty() && !HostName.isOne(bare)) {
            return Reading.wrong(" has no host that can be asked; expected a URL " + EXAMPLE);
        }
        int port = uri.getPort() < 0 ? ProbeTarget.Url.defaultPort(secure) : uri.getPort();
        String name = literal.isPresent() ? literal.get().toString() : bare;
        return Reading.of(new ProbeTarget.Url(secure, name, literal, port, path(uri)));
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
