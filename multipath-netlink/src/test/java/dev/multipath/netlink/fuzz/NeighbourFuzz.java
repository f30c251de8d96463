package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.NeighbourTableCodec;

/** Fuzzing target: neighbours, forwarding entries of bridges and VXLANs, neighbour tables. */
public final class NeighbourFuzz {
    private NeighbourFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWNEIGH, RTM_DELNEIGH, RTM_NEWNEIGHTBL).ifPresent(message -> {
            Probe.roundTrip(message, NeighbourCodec::decode, NeighbourCodec::encode);
            Probe.roundTrip(message, FdbCodec::decode, FdbCodec::encode);
            Probe.roundTrip(message, NeighbourTableCodec::decode, NeighbourTableCodec::encode);
        });
    }
}
