package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.NamespaceIdCodec;
import dev.multipath.netlink.codec.StatsCodec;

/** Fuzzing target: statistics of links, and namespace ids. */
public final class StatisticsFuzz {
    private StatisticsFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWSTATS, RTM_NEWNSID).ifPresent(message -> {
            Probe.roundTrip(message, StatsCodec::decode, StatsCodec::encode);
            Probe.roundTrip(message, NamespaceIdCodec::decode, NamespaceIdCodec::encode);
        });
    }
}
