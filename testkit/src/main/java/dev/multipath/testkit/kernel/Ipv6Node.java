package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import java.util.Comparator;

/**
 * The prefixes of a node of an IPv6 table, in the order in which the kernel walks its tree: what lies within a prefix
 * comes before it, so the default route is the last.
 *
 * @param source {@code ::/0} where the route does not look at the source
 */
record Ipv6Node(IpPrefix destination, IpPrefix source) implements Comparable<Ipv6Node> {
    /** Longest destination first, then longest source. */
    static final Comparator<Ipv6Node> LONGEST_FIRST = Comparator.comparing(
                    (Ipv6Node node) -> -node.destination().length())
            .thenComparing(node -> -node.source().length());

    static Ipv6Node of(Route route) {
        return new Ipv6Node(
                route.destination().network(),
                route.key().source().map(IpPrefix::network).orElse(IpPrefix.ALL_IPV6));
    }

    @Override
    public int compareTo(Ipv6Node other) {
        int byDestination = compare(destination, other.destination);
        return byDestination != 0 ? byDestination : compare(source, other.source);
    }

    private static int compare(IpPrefix one, IpPrefix other) {
        int common = Math.min(one.length(), other.length());
        IpAddress left = one.address().masked(common);
        int byAddress = left.compareTo(other.address().masked(common));
        return byAddress != 0 ? byAddress : Integer.compare(other.length(), one.length());
    }
}
