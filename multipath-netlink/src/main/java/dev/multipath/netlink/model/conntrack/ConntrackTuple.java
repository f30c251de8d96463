package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.OpenNumber;

/**
 * One direction of a connection ({@code CTA_TUPLE_*}): what its packets look like to the kernel before any translation
 * of addresses. Where a connection is masqueraded the reply's destination is the uplink's address.
 *
 * @param source of packets in this direction
 * @param destination of packets in this direction
 * @param protocol {@code IPPROTO_*}, 0..255
 * @param layer4 ports, or what the protocol has in their place
 * @param zone {@code CTA_TUPLE_ZONE}, of a zone that holds in this direction only; 0 for none
 */
public record ConntrackTuple(IpAddress source, IpAddress destination, int protocol, Layer4 layer4, int zone) {
    /** {@code IPPROTO_ICMP}. */
    public static final int ICMP = 1;
    /** {@code IPPROTO_TCP}. */
    public static final int TCP = 6;
    /** {@code IPPROTO_UDP}. */
    public static final int UDP = 17;
    /** {@code IPPROTO_ICMPV6}. */
    public static final int ICMPV6 = 58;

    /** @throws IllegalArgumentException for addresses of two families, a number its field does not hold, ICMP of others */
    public ConntrackTuple {
        if (!source.family().equals(destination.family())) {
            throw new IllegalArgumentException("from " + source + " to " + destination);
        }
        OpenNumber.check(protocol, 0xff, "protocol");
        OpenNumber.check(zone, 0xffff, "zone");
        if (layer4 instanceof Layer4.Icmp && protocol != ICMP && protocol != ICMPV6) {
            throw new IllegalArgumentException("an ICMP id of protocol " + protocol);
        }
    }

    /** A tuple with ports, in no zone of its own. */
    public static ConntrackTuple of(
            int protocol, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        return new ConntrackTuple(source, destination, protocol, new Layer4.Ports(sourcePort, destinationPort), 0);
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return source.family();
    }

    /** As {@code conntrack -L} prints it, without its zone. */
    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder("src=").append(source).append(" dst=").append(destination);
        String ports = layer4.toString();
        if (!ports.isEmpty()) {
            out.append(' ').append(ports);
        }
        return out.toString();
    }
}
