package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A packet to be routed, with everything a rule can ask of it.
 *
 * @param destination where it goes
 * @param source where it says it comes from; absent for one of this machine whose source is yet to be chosen
 * @param incoming the interface it comes in by; absent for a packet of this machine, whose {@code iif} is {@code lo}
 * @param outgoing the interface the sending socket is bound to ({@code SO_BINDTODEVICE})
 * @param mark firewall mark, 0..2³²−1
 * @param uid user id of the sending socket; counts only without {@code incoming}: what is forwarded has uid 0
 * @param ipProtocol 6 TCP, 17 UDP, …; absent matches no rule that asks for one
 * @param sourcePort 1..65535
 * @param destinationPort 1..65535
 * @param tos type of service, traffic class: 0..255
 */
public record Packet(
        IpAddress destination,
        Optional<IpAddress> source,
        Optional<String> incoming,
        Optional<String> outgoing,
        long mark,
        long uid,
        OptionalInt ipProtocol,
        OptionalInt sourcePort,
        OptionalInt destinationPort,
        int tos) {

    /** @throws IllegalArgumentException for numbers out of range, two families, and for both interfaces at once */
    public Packet {
        if (source.isPresent() && source.get().isIpv4() != destination.isIpv4()) {
            throw new IllegalArgumentException(source.get() + " and " + destination + " are of two families");
        }
        if (incoming.isPresent() && outgoing.isPresent()) {
            throw new IllegalArgumentException("a packet that comes in is of no socket bound to an interface");
        }
        check(mark, 0xffff_ffffL, "mark");
        check(uid, 0xffff_fffeL, "uid");
        check(ipProtocol.orElse(0), 255, "protocol");
        check(sourcePort.orElse(0), 65535, "source port");
        check(destinationPort.orElse(0), 65535, "destination port");
        check(tos, 255, "tos");
    }

    /** A packet of this machine, by a socket of root's, nothing else known. */
    public static Packet to(IpAddress destination) {
        return new Packet(
                destination,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0);
    }

    public Packet source(IpAddress address) {
        return new Packet(
                destination,
                Optional.of(address),
                incoming,
                outgoing,
                mark,
                uid,
                ipProtocol,
                sourcePort,
                destinationPort,
                tos);
    }

    public Packet incoming(String name) {
        return new Packet(
                destination,
                source,
                Optional.of(name),
                outgoing,
                mark,
                uid,
                ipProtocol,
                sourcePort,
                destinationPort,
                tos);
    }

    public Packet outgoing(String name) {
        return new Packet(
                destination,
                source,
                incoming,
                Optional.of(name),
                mark,
                uid,
                ipProtocol,
                sourcePort,
                destinationPort,
                tos);
    }

    public Packet mark(long newMark) {
        return new Packet(
                destination, source, incoming, outgoing, newMark, uid, ipProtocol, sourcePort, destinationPort, tos);
    }

    public Packet uid(long newUid) {
        return new Packet(
                destination, source, incoming, outgoing, mark, newUid, ipProtocol, sourcePort, destinationPort, tos);
    }

    public Packet ipProtocol(int number) {
        return new Packet(
                destination,
                source,
                incoming,
                outgoing,
                mark,
                uid,
                OptionalInt.of(number),
                sourcePort,
                destinationPort,
                tos);
    }

    public Packet sourcePort(int port) {
        return new Packet(
                destination,
                source,
                incoming,
                outgoing,
                mark,
                uid,
                ipProtocol,
                OptionalInt.of(port),
                destinationPort,
                tos);
    }

    public Packet destinationPort(int port) {
        return new Packet(
                destination, source, incoming, outgoing, mark, uid, ipProtocol, sourcePort, OptionalInt.of(port), tos);
    }

    public Packet tos(int newTos) {
        return new Packet(
                destination, source, incoming, outgoing, mark, uid, ipProtocol, sourcePort, destinationPort, newTos);
    }

    private static void check(long value, long most, String what) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is outside 0.." + most);
        }
    }
}
