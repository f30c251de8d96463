package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.MplsRouteCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteDecoder;
import dev.multipath.netlink.codec.RouteLookupCodec;

/** Fuzzing target: routes of IPv4, IPv6 and MPLS, and lookups. */
public final class RouteFuzz {
    private RouteFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE).ifPresent(message -> {
            Probe.roundTrip(message, RouteCodec::decode, RouteCodec::encode);
            RouteDecoder shared = new RouteDecoder();
            Probe.roundTrip(message, shared::decode, RouteCodec::encode);
            Probe.roundTrip(message, MplsRouteCodec::decode, MplsRouteCodec::encode);
            Probe.roundTrip(message, RouteLookupCodec::decode, RouteLookupCodec::encode);
        });
    }
}
