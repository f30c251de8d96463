package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** One of the {@code targets}; its text is what status and messages call it. */
public sealed interface ProbeTarget {

    /** The address, where the file gives one. */
    Optional<IpAddress> literal();

    /**
     * Whether it says something of that family: an address of its own, the name in a URL of those it is looked up for.
     */
    default boolean judges(AddressFamily family, NameFamily names) {
        return literal().isPresent() ? literal().get().family().equals(family) : names.covers(family);
    }

    /** An address: of a host for {@link ProbeType#ICMP}, of a resolver for {@link ProbeType#DNS}. */
    record Host(IpAddress address) implements ProbeTarget {
        @Override
        public Optional<IpAddress> literal() {
            return Optional.of(address);
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * A TCP port, for {@link ProbeType#TCP}.
     *
     * @param port 1..65535
     */
    record Port(IpAddress address, int port) implements ProbeTarget {
        @Override
        public Optional<IpAddress> literal() {
            return Optional.of(address);
        }

        @Override
        public String toString() {
            return (address.isIpv4() ? address.toString() : "[" + address + ']') + ':' + port;
        }
    }

    /**
     * A page on the web, for {@link ProbeType#HTTP}.
     *
     * @param secure whether it is asked for over TLS: {@code https}
     * @param host a name in lower case, or an address
     * @param literal the host, if it is an address
     * @param port 1..65535
     * @param path with the query, in ASCII; begins with a slash
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.1">RFC 9110, 4.2.1</a>
     */
    record Url(boolean secure, String host, Optional<IpAddress> literal, int port, String path) implements ProbeTarget {
        static int defaultPort(boolean secure) {
            return secure ? 443 : 80;
        }

        /** Host and port as a request names them. */
        public String authority() {
            String name = literal.isPresent() && literal.get().isIpv6() ? '[' + host + ']' : host;
            return port == defaultPort(secure) ? name : name + ':' + port;
        }

        @Override
        public String toString() {
            return (secure ? "https://" : "http://") + authority() + path;
        }
    }
}
