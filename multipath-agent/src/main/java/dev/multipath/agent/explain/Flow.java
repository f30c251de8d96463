package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/**
 * What a lookup goes by: {@code struct flowi4}, {@code struct flowi6}.
 *
 * @param source absent while none is chosen
 * @param iif {@code flowi_iif}: 1, {@code lo}, for what this machine sends
 * @param oif {@code flowi_oif}: what the socket is bound to, 0 for none
 * @param input whether the packet came in
 * @param bound whether {@code oif} is a socket's binding and so holds on IPv6 even with a source address
 * @param ipProtocol 0 for none
 * @param sourcePort 0 for none
 * @param destinationPort 0 for none
 */
record Flow(
        IpAddress destination,
        Optional<IpAddress> source,
        int iif,
        int oif,
        boolean input,
        boolean bound,
        long mark,
        long uid,
        int ipProtocol,
        int sourcePort,
        int destinationPort,
        int tos) {

    /** {@code LOOPBACK_IFINDEX}. */
    static final int LOOPBACK = 1;

    /**
     * @param iif 0 for what this machine sends
     * @param oif 0 for none
     */
    static Flow of(Packet packet, int iif, int oif, boolean bound) {
        boolean input = iif != 0;
        // 0.0.0.0 is a source only of what comes in, and :: never.
        boolean unknown = !input || !packet.destination().isIpv4();
        return new Flow(
                packet.destination(),
                packet.source().filter(source -> !unknown || !source.isAny()),
                input ? iif : LOOPBACK,
                oif,
                input,
                bound,
                packet.mark(),
                // What is forwarded belongs to no socket, and the kernel then takes uid 0.
                input ? 0 : packet.uid(),
                packet.ipProtocol().orElse(0),
                packet.sourcePort().orElse(0),
                packet.destinationPort().orElse(0),
                packet.tos());
    }

    Flow source(IpAddress address) {
        return new Flow(
                destination,
                Optional.of(address),
                iif,
                oif,
                input,
                bound,
                mark,
                uid,
                ipProtocol,
                sourcePort,
                destinationPort,
                tos);
    }

    boolean isIpv4() {
        return destination.isIpv4();
    }

    IpAddress sourceOrAny() {
        return source.orElse(IpAddress.any(destination.family()));
    }

    /** The device IPv6 prefers among equals: that of the socket, or the one the packet came in by. */
    int preferredDevice() {
        return input ? iif : oif;
    }

    /** {@code RT6_LOOKUP_F_IFACE}: whether IPv6 takes no other device than the preferred one. */
    boolean isStrict() {
        boolean ofALink = destination.isMulticast() || destination.isLinkLocal() || destination.isLoopback();
        return ofALink || (oif != 0 && (bound || source.isEmpty()));
    }

    /**
     * The way back, as the IPv4 source check looks it up.
     *
     * @param device the way there leads by, 0 when to this machine
     * @param from where the answer would come from: 0.0.0.0 where the packet goes to many
     */
    Flow reverse(int device, IpAddress from, boolean withMark) {
        return new Flow(
                sourceOrAny(),
                Optional.of(from),
                device == 0 ? LOOPBACK : device,
                0,
                false,
                false,
                withMark ? mark : 0,
                0,
                ipProtocol,
                destinationPort,
                sourcePort,
                tos);
    }

    /** A lookup of nothing but a destination. */
    static Flow to(IpAddress destination) {
        return of(Packet.to(destination), 0, 0, false);
    }
}
