package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;

/**
 * What a lookup is for: the kernel's {@code struct flowi}.
 *
 * @param source the unspecified address = none
 * @param input index of the device it came in by; 0 = a packet of this machine
 * @param output index of the device the socket is bound to; 0 = none
 */
record Flow(
        IpAddress source,
        IpAddress destination,
        int tos,
        long mark,
        int input,
        int output,
        long uid,
        int protocol,
        int sourcePort,
        int destinationPort) {
    private static final int HEADER = 12;

    /** Nothing but a destination, as the kernel asks itself about a gateway. */
    static Flow to(IpAddress destination, int output) {
        return new Flow(IpAddress.any(destination.family()), destination, 0, 0, 0, output, 0, 0, 0, 0);
    }

    /** Reads a {@code RTM_GETROUTE} request that is not for a dump. */
    static Flow read(MessageReader message) throws DecodeException, Refusal {
        message.requireBody(HEADER, "rtmsg");
        AddressFamily family = AddressFamily.of(message.u8(0));
        IpAddress source = IpAddress.any(family);
        IpAddress destination = IpAddress.any(family);
        long mark = 0;
        int input = 0;
        int output = 0;
        long uid = 0;
        int protocol = 0;
        int sourcePort = 0;
        int destinationPort = 0;
        AttributeReader in = message.attributes(HEADER, Rta.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case RTA_SRC -> source = address(in, family);
                case RTA_DST -> destination = address(in, family);
                case RTA_IIF -> input = in.s32();
                case RTA_OIF -> output = in.s32();
                case RTA_MARK -> mark = in.u32();
                case RTA_UID -> uid = in.u32();
                case RTA_IP_PROTO -> protocol = in.u8();
                case RTA_SPORT -> sourcePort = port(in);
                case RTA_DPORT -> destinationPort = port(in);
                default -> {}
            }
        }
        return new Flow(
                source, destination, message.u8(3), mark, input, output, uid, protocol, sourcePort, destinationPort);
    }

    boolean isIpv4() {
        return destination.isIpv4();
    }

    /** What the choice among several next hops depends on; the same flow always gives the same. */
    int hash() {
        return source.hashCode() * 31 + destination.hashCode() * 17 + sourcePort * 7 + destinationPort;
    }

    private static IpAddress address(AttributeReader in, AddressFamily family) throws DecodeException {
        in.requireLength(family.equals(AddressFamily.INET) ? 4 : 16);
        return IpAddress.of(in.bytes());
    }

    private static int port(AttributeReader in) throws DecodeException {
        in.requireLength(2);
        return (in.u8At(0) << 8) | in.u8At(1);
    }
}
