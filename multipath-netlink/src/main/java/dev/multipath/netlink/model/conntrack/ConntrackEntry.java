package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.OpenNumber;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A connection the kernel keeps track of, as {@code conntrack -L} shows it.
 *
 * @param original packets of whoever began
 * @param reply packets of the other end: swapped, and with the translated addresses in place of the original ones
 * @param status what became of it so far
 * @param mark {@code CTA_MARK}; absent from a kernel without connection marks
 * @param zone {@code CTA_ZONE}, of a zone that holds in both directions; 0 for none; see {@link #zoneId()}
 * @param timeout seconds until it is forgotten unless a packet comes; absent where it never is
 * @param id {@code CTA_ID}: tells it from a later one of the same tuples
 * @param use references to it
 * @param tcp of TCP only
 * @param originalCounters where the kernel counts
 * @param replyCounters where the kernel counts
 * @param unknown attributes not typed here
 * @see <a href="https://man7.org/linux/man-pages/man8/conntrack.8.html">conntrack(8)</a>,
 *     linux/netfilter/nfnetlink_conntrack.h
 */
public record ConntrackEntry(
        ConntrackTuple original,
        ConntrackTuple reply,
        ConntrackStatus status,
        OptionalLong mark,
        int zone,
        OptionalLong timeout,
        OptionalLong id,
        OptionalLong use,
        Optional<TcpTracking> tcp,
        Optional<ConntrackCounters> originalCounters,
        Optional<ConntrackCounters> replyCounters,
        UnknownAttributes unknown) {

    /** @throws IllegalArgumentException for tuples of two families, and for a number its field does not hold */
    public ConntrackEntry {
        if (!original.family().equals(reply.family())) {
            throw new IllegalArgumentException("a reply of " + reply.family() + " to " + original.family());
        }
        OpenNumber.check(zone, 0xffff, "zone");
        OpenNumber.check(mark.orElse(0), 0xffff_ffffL, "mark");
        OpenNumber.check(timeout.orElse(0), 0xffff_ffffL, "timeout");
        OpenNumber.check(id.orElse(0), 0xffff_ffffL, "id");
        OpenNumber.check(use.orElse(0), 0xffff_ffffL, "use");
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return original.family();
    }

    /** The zone it is in, in whatever direction that holds; 0 for none. */
    public int zoneId() {
        if (zone != 0) {
            return zone;
        }
        return original.zone() != 0 ? original.zone() : reply.zone();
    }

    /** Much as {@code conntrack -L} prints it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(160).append(protocolName());
        timeout.ifPresent(seconds -> out.append(' ').append(seconds));
        tcp.ifPresent(tracking -> out.append(' ').append(tracking.state()));
        direction(out, original, "zone-orig", originalCounters);
        if (!status.has(ConntrackStatus.SEEN_REPLY)) {
            out.append(" [UNREPLIED]");
        }
        direction(out, reply, "zone-reply", replyCounters);
        if (status.has(ConntrackStatus.ASSURED)) {
            out.append(" [ASSURED]");
        }
        mark.ifPresent(value -> out.append(" mark=").append(value));
        zone(out, "zone", zone);
        use.ifPresent(count -> out.append(" use=").append(count));
        id.ifPresent(number -> out.append(" id=").append(number));
        return out.toString();
    }

    private String protocolName() {
        return switch (original.protocol()) {
            case ConntrackTuple.ICMP -> "icmp";
            case ConntrackTuple.TCP -> "tcp";
            case ConntrackTuple.UDP -> "udp";
            case ConntrackTuple.ICMPV6 -> "icmpv6";
            default -> "proto " + original.protocol();
        };
    }

    private static void zone(StringBuilder out, String name, int number) {
        if (number != 0) {
            out.append(' ').append(name).append('=').append(number);
        }
    }

    private static void direction(
            StringBuilder out, ConntrackTuple tuple, String zoneName, Optional<ConntrackCounters> counters) {
        out.append(' ').append(tuple);
        zone(out, zoneName, tuple.zone());
        counters.ifPresent(counted -> out.append(' ').append(counted));
    }
}
