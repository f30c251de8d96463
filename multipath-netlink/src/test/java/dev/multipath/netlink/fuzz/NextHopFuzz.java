package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.NextHopObjectCodec;

/** Fuzzing target: nexthop objects, groups of them, buckets of resilient groups. */
public final class NextHopFuzz {
    private NextHopFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_NEWNEXTHOPBUCKET, RTM_DELNEXTHOPBUCKET)
                .ifPresent(message -> {
                    Probe.roundTrip(message, NextHopObjectCodec::decode, NextHopObjectCodec::encode);
                    Probe.roundTrip(message, NextHopBucketCodec::decode, NextHopBucketCodec::encode);
                });
    }
}
