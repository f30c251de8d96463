package dev.multipath.netlink;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Map;

/** Adds the packets of a dump of statistics to what is known of interfaces. */
final class PacketCounts implements Sink {
    private final Map<Integer, LinkSignal> signals;

    /** @param signals by index; those of no interface in it are passed over */
    PacketCounts(Map<Integer, LinkSignal> signals) {
        this.signals = signals;
    }

    @Override
    public void restart() {}

    @Override
    public void accept(MessageReader message) throws DecodeException {
        if (message.type() == Rtm.RTM_NEWSTATS) {
            StatsCodec.decodePackets(message, this::count);
        }
    }

    private void count(int index, long received, long sent) {
        signals.computeIfPresent(
                index, (same, signal) -> new LinkSignal(index, signal.up(), signal.carrier(), received, sent));
    }
}
