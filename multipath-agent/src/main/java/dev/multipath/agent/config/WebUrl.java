package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/**
 * The URL of a web service the agent asks.
 *
 * @param secure {@code https}
 * @param host a name in lower case, or an address
 * @param literal the host, if it is an address
 * @param port 1..65535
 * @param path with the query, in ASCII; begins with a slash
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2">RFC 9110, 4.2</a>
 */
public record WebUrl(boolean secure, String host, Optional<IpAddress> literal, int port, String path) {

    static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }

    /** Host and port as a request names them. */
    public String authority() {
        String name = literal.isPresent() && literal.get().isIpv6() ? '[' + host + ']' : host;
        return port == defaultPort(secure) ? name : name + ':' + port;
    }

    /** The same with another path. */
    public WebUrl path(String other) {
        return new WebUrl(secure, host, literal, port, other);
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority() + path;
    }
}
