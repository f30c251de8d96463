package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.ProtocolInfoCodec;

/** Fuzzing target: links as the kernel reports them, and requests that make or change one. */
public final class LinkFuzz {
    private static final int ANY_INDEX = 7;

    private LinkFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, RTM_NEWLINK, RTM_DELLINK).ifPresent(message -> {
            Probe.roundTrip(message, LinkCodec::decode, LinkCodec::encode);
            Probe.roundTrip(message, LinkCodec::decodeNew, LinkCodec::encodeRequest);
            Probe.roundTrip(
                    message, LinkCodec::decodeChange, (change, out) -> LinkCodec.encodeRequest(ANY_INDEX, change, out));
            Probe.decode(message, LinkCodec::decodeSignal);
            Probe.decode(message, ProtocolInfoCodec::decode);
        });
    }
}
