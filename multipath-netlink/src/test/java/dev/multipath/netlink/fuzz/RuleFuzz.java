package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.RuleCodec;

/** Fuzzing target: rules of the routing policy. */
public final class RuleFuzz {
    private RuleFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWRULE, RTM_DELRULE)
                .ifPresent(message -> Probe.roundTrip(message, RuleCodec::decode, RuleCodec::encode));
    }
}
