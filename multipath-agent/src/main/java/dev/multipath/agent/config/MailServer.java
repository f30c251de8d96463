package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail server as the file writes it: {@code smtp://host:port} or {@code smtps://host:port}.
 *
 * @param tls whether the connection is encrypted from its start
 * @param host a name or an address
 */
record MailServer(boolean tls, String host, int port) {
    static final String EXAMPLE = "one such as \"smtp://127.0.0.1:25\" or \"smtps://mail.example.net:465\"";
    static final MailServer LOCAL = new MailServer(false, "127.0.0.1", 25);

    private static final int SMTP_PORT = 25;
    private static final int SMTPS_PORT = 465;

    static Optional<MailServer> parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("smtps");
        String host = uri.getHost();
        String path = uri.getRawPath();
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (!(tls || scheme.equals("smtp")) || host == null || more || !(path.isEmpty() || path.equals("/"))) {
            return Optional.empty();
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean usable = AddressText.parse(bare).isPresent() || HostName.isOne(bare);
        int port = uri.getPort() < 0 ? (tls ? SMTPS_PORT : SMTP_PORT) : uri.getPort();
        return usable && port > 0 && port <= 0xffff ? Optional.of(new MailServer(tls, bare, port)) : Optional.empty();
    }

    boolean isLoopback() {
        Optional<IpAddress> literal = AddressText.parse(host);
        return host.equals("localhost") || (literal.isPresent() && literal.get().isLoopback());
    }
}
