package dev.multipath.agent.cli;

import dev.multipath.agent.config.IpProtocol;
import dev.multipath.agent.explain.Packet;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.model.IpAddress;
import java.util.OptionalInt;

/** Reads the packet that {@code explain} is asked about. */
final class PacketWords {
    /** Name, label and description of each option. */
    static final String[][] OPTIONS = {
        {"--from", "SRC", "Where it says it comes from: an address."},
        {"--protocol", "P", "tcp, udp, icmp, icmpv6, another name or a number."},
        {"--source-port", "N", "1 to 65535."},
        {"--destination-port", "N", "1 to 65535."},
        {"--incoming", "IF", "The interface it comes in by; without it the packet is this machine's own."},
        {"--outgoing", "IF", "The interface the sending socket is bound to."},
        {"--mark", "N", "Its firewall mark, decimal or 0x…."},
        {"--uid", "N", "The user id of the sending process."},
        {"--tos", "N", "Type of service or traffic class, 0 to 255."},
    };

    private PacketWords() {}

    /** @throws CommandFailedException with exit code 64 for what cannot be a packet */
    static Packet packet(Invocation invocation) {
        try {
            Packet packet = Packet.to(address(invocation.argument(0), "destination"));
            String from = invocation.value("--from");
            packet = from.isEmpty() ? packet : packet.source(address(from, "--from"));
            String incoming = invocation.value("--incoming");
            packet = incoming.isEmpty() ? packet : packet.incoming(incoming);
            String outgoing = invocation.value("--outgoing");
            packet = outgoing.isEmpty() ? packet : packet.outgoing(outgoing);
            return numbers(packet, invocation);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailedException(ExitCode.USAGE, "multipath-agent explain: " + wrong.getMessage());
        }
    }

    private static Packet numbers(Packet packet, Invocation invocation) {
        return new Packet(
                packet.destination(),
                packet.source(),
                packet.incoming(),
                packet.outgoing(),
                number(invocation, "--mark", 0),
                number(invocation, "--uid", 0),
                protocol(invocation.value("--protocol")),
                port(invocation, "--source-port"),
                port(invocation, "--destination-port"),
                (int) number(invocation, "--tos", 0));
    }

    private static IpAddress address(String text, String what) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException name) {
            throw new IllegalArgumentException(
                    what + " \"" + text + "\" is not an IPv4 or IPv6 address; names are not looked up", name);
        }
    }

    private static OptionalInt protocol(String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt named = IpProtocol.number(text);
        return named.isPresent() ? named : OptionalInt.of((int) parsed(text, "--protocol"));
    }

    private static OptionalInt port(Invocation invocation, String option) {
        return invocation.value(option).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number(invocation, option, 0));
    }

    private static long number(Invocation invocation, String option, long absent) {
        String text = invocation.value(option);
        return text.isEmpty() ? absent : parsed(text, option);
    }

    private static long parsed(String text, String option) {
        try {
            long number = Long.decode(text);
            if (number >= 0 && number <= 0xffff_ffffL) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " \"" + text + "\" is not a number", notOne);
        }
        throw new IllegalArgumentException(option + " " + text + " is outside 0..4294967295");
    }
}
