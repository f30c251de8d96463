package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.conntrack.ConntrackMessage.IPCTNL_MSG_CT_NEW;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;

/** Fuzzing target: tracked connections, and how many there are. */
public final class ConntrackFuzz {
    private ConntrackFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, IPCTNL_MSG_CT_NEW).ifPresent(message -> {
            Probe.roundTrip(message, ConntrackCodec::decode, ConntrackCodec::encode);
            Probe.decode(message, ConntrackCodec::decodeCounts);
        });
    }
}
