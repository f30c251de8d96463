package dev.multipath.agent.ddns.decision;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses make no sense outside the network they are used in.
 *
 * <p>The ranges for documentation and benchmarks count as public: nobody has them by accident, and whoever tests or
 * describes a set-up means them.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's IPv4 registry</a> and
 *     <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">that of IPv6</a>
 */
public final class PublicRange {
    private static final Map<IpPrefix, String> OTHERS = new LinkedHashMap<>();

    static {
        String rfc1918 = "a private address (RFC 1918)";
        OTHERS.put(IpPrefix.parse("10.0.0.0/8"), rfc1918);
        OTHERS.put(IpPrefix.parse("172.16.0.0/12"), rfc1918);
        OTHERS.put(IpPrefix.parse("192.168.0.0/16"), rfc1918);
        OTHERS.put(IpPrefix.parse("100.64.0.0/10"), "the address of a carrier's translation (RFC 6598)");
        OTHERS.put(IpPrefix.parse("169.254.0.0/16"), "a link-local address");
        OTHERS.put(IpPrefix.parse("127.0.0.0/8"), "a loopback address");
        OTHERS.put(IpPrefix.parse("0.0.0.0/8"), "in 0.0.0.0/8, which no host has");
        OTHERS.put(IpPrefix.parse("192.0.0.0/24"), "reserved for protocols (RFC 6890)");
        OTHERS.put(IpPrefix.parse("224.0.0.0/4"), "a multicast address");
        OTHERS.put(IpPrefix.parse("240.0.0.0/4"), "reserved");
        OTHERS.put(IpPrefix.parse("::/127"), "the unspecified or loopback address");
        OTHERS.put(IpPrefix.parse("::ffff:0:0/96"), "an IPv4 address in IPv6 form");
        OTHERS.put(IpPrefix.parse("64:ff9b:1::/48"), "the address of a local translation (RFC 8215)");
        OTHERS.put(IpPrefix.parse("fc00::/7"), "a unique local address (RFC 4193)");
        OTHERS.put(IpPrefix.parse("fe80::/9"), "a link-local or site-local address");
        OTHERS.put(IpPrefix.parse("ff00::/8"), "a multicast address");
    }

    private PublicRange() {}

    /** What an address is that is not public; empty for one that is. */
    public static Optional<String> notPublic(IpAddress address) {
        for (Map.Entry<IpPrefix, String> other : OTHERS.entrySet()) {
            if (other.getKey().contains(address)) {
                return Optional.of(other.getValue());
            }
        }
        return Optional.empty();
    }
}
