package dev.multipath.agent.flows;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which connections have to leave an uplink, of one family: those marked for it, and those from or to its addresses. What
 * the kernel knows of them is forgotten, and sockets of this machine are ended, so that whoever holds them begins again.
 *
 * @param uplink its name
 * @param interfaceIndex sockets bound to this device stay: they are there by intent; 0 while it does not exist
 * @param mark what its connections bear; empty where none are marked
 * @param addresses it has, or had
 * @param neighbours prefixes on its own link: what goes there has no other way
 * @param spared bits of marks: sockets whose own mark has any of them stay, being those of commands run over an uplink
 * @param inbound whether what came in by it goes too, which cannot come back another way
 * @param why in an operator's words
 */
public record FlowMove(
        String uplink,
        AddressFamily family,
        int interfaceIndex,
        Optional<FwMark> mark,
        Set<IpAddress> addresses,
        List<IpPrefix> neighbours,
        long spared,
        boolean inbound,
        String why) {

    public FlowMove {
        addresses = Set.copyOf(addresses);
        neighbours = List.copyOf(neighbours);
    }

    /** The same without sockets whose own mark has any of these bits. */
    public FlowMove sparing(long bits) {
        return new FlowMove(uplink, family, interfaceIndex, mark, addresses, neighbours, bits, inbound, why);
    }

    /** Whether there is anything to tell its connections by. */
    public boolean isEmpty() {
        return mark.isEmpty() && addresses.isEmpty();
    }

    /** What came of it. */
    public record Outcome(FlowMove move, int entries, int sockets, Optional<String> failure) {
        public int connections() {
            return entries + sockets;
        }
    }
}
