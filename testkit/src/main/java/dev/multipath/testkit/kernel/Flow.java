package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.RouteLookupCodec;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;

/**
 * What a lookup is for: the kernel's {@code struct flowi}.
 *
 * @param source the unspecified address = none
 * @param input index of the device it came in by; 0 = a packet of this machine
 * @param output index of the device the socket is bound to; 0 = none
 * @param flowLabel of IPv6
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
        int destinationPort,
        int flowLabel) {
    /** What an IPv4 lookup that names no protocol is for. */
    private static final int UDP = 17;

    /** Nothing but a destination, as the kernel asks itself about a gateway. */
    static Flow to(IpAddress destination, int output) {
        return new Flow(IpAddress.any(destination.family()), destination, 0, 0, 0, output, 0, 0, 0, 0, 0);
    }

    /** Reads a {@code RTM_GETROUTE} request that is not for a dump. */
    static Flow read(MessageReader message) throws DecodeException {
        RouteLookup lookup = RouteLookupCodec.decode(message);
        IpAddress destination = lookup.destination();
        return new Flow(
                lookup.source().orElse(IpAddress.any(destination.family())),
                destination,
                lookup.tos(),
                lookup.mark().orElse(0),
                lookup.inputInterface().orElse(0),
                lookup.outputInterface().orElse(0),
                lookup.uid().orElse(0),
                lookup.ipProtocol().orElse(destination.isIpv4() ? UDP : 0),
                lookup.sourcePort().orElse(0),
                lookup.destinationPort().orElse(0),
                lookup.flowLabel().orElse(0));
    }

    boolean isIpv4() {
        return destination.isIpv4();
    }

    /** What the choice among several next hops depends on; the same flow always gives the same. */
    int hash(Settings settings) {
        int policy = isIpv4() ? settings.hashPolicy4 : settings.hashPolicy6;
        return FlowHash.of(this, settings.hashSeed, policy == 1);
    }
}
