package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One {@code [[policy]]}: packets told by a rule's selectors, and the uplinks they take.
 *
 * @param name as {@code status} and messages call it
 * @param from any of these sources; empty for all
 * @param to any of these destinations; empty for all
 * @param incoming the interface they come in by; {@code lo} for those of this machine
 * @param protocol number of the IP protocol, 1..255
 * @param uid of the sending socket, on this machine
 * @param via names of uplinks, the preferred one first; may be empty where {@code otherwise} says what else
 */
public record PolicyConfig(
        String name,
        List<IpPrefix> from,
        List<IpPrefix> to,
        Optional<String> incoming,
        OptionalInt protocol,
        Optional<NumberRange> sourcePort,
        Optional<NumberRange> destinationPort,
        Optional<NumberRange> uid,
        List<String> via,
        PolicyMode mode,
        Otherwise otherwise) {
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    public PolicyConfig {
        from = List.copyOf(from);
        to = List.copyOf(to);
        via = List.copyOf(via);
    }

    /** Whether packets of this family can be meant. */
    public boolean concerns(AddressFamily family) {
        int foreign = family.equals(AddressFamily.INET) ? ICMPV6 : ICMP;
        return has(from, family) && has(to, family) && protocol.orElse(0) != foreign;
    }

    private static boolean has(List<IpPrefix> prefixes, AddressFamily family) {
        return prefixes.isEmpty()
                || prefixes.stream().anyMatch(prefix -> prefix.family().equals(family));
    }
}
