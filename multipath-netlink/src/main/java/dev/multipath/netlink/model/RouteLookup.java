package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A question to the kernel's forwarding lookup: {@code ip route get}.
 *
 * @param destination where the packet goes
 * @param source where it says it comes from
 * @param inputInterface index of the device it came in by; absent for a packet of this machine
 * @param outputInterface index of the device the socket is bound to
 * @param mark firewall mark
 * @param uid user id of the sending socket; absent = the asking process's
 * @param ipProtocol 6 TCP, 17 UDP, …: needed for the ports to count
 * @param sourcePort 1..65535
 * @param destinationPort 1..65535
 * @param tos type of service
 */
public record RouteLookup(
        IpAddress destination,
        Optional<IpAddress> source,
        OptionalInt inputInterface,
        OptionalInt outputInterface,
        OptionalLong mark,
        OptionalLong uid,
        OptionalInt ipProtocol,
        OptionalInt sourcePort,
        OptionalInt destinationPort,
        int tos) {

    /** A packet of this machine to a destination, nothing else known. */
    public static RouteLookup to(IpAddress destination) {
        return new RouteLookup(
                destination,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0);
    }
}
