package dev.multipath.netlink;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Arrays;
import java.util.List;

/** Puts together what two dumps tell of many interfaces: first the links of IPv6, then the statistics. */
final class SignalSweep {
    private static final int ROOM = 64;

    /** Made once: where only the JVM's first compiler runs, making one for each message is a call into the JVM. */
    private final LinkCodec.Flags flags = this::told;

    private final StatsCodec.Packets counters = this::counted;

    private int[] indexes = new int[ROOM];
    private boolean[] up = new boolean[ROOM];
    private boolean[] carrier = new boolean[ROOM];
    /** Received and sent of one, then of the next. */
    private long[] packets = new long[2 * ROOM];

    private int count;
    /** Where the interface after the one last found is: usually both dumps have the same order. */
    private int next;

    /** Takes the links. */
    Sink links() {
        return new Sink() {
            @Override
            public void restart() {
                count = 0;
            }

            @Override
            public void accept(MessageReader message) throws DecodeException {
                if (message.type() == Rtm.RTM_NEWLINK) {
                    // Messages of other families mean something else.
                    LinkCodec.decodeFlags(message, AddressFamily.INET6, flags);
                }
            }
        };
    }

    /** Takes the statistics; those of no interface told of before are passed over. */
    Sink statistics() {
        return new Sink() {
            @Override
            public void restart() {
                Arrays.fill(packets, 0);
            }

            @Override
            public void accept(MessageReader message) throws DecodeException {
                if (message.type() == Rtm.RTM_NEWSTATS) {
                    StatsCodec.decodePackets(message, counters);
                }
            }
        };
    }

    List<LinkSignal> signals() {
        LinkSignal[] signals = new LinkSignal[count];
        for (int i = 0; i < count; i++) {
            signals[i] = new LinkSignal(indexes[i], up[i], carrier[i], packets[2 * i], packets[2 * i + 1]);
        }
        return List.of(signals);
    }

    private void told(int index, boolean isUp, boolean hasCarrier) {
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * count);
            up = Arrays.copyOf(up, 2 * count);
            carrier = Arrays.copyOf(carrier, 2 * count);
            packets = new long[4 * count];
        }
        indexes[count] = index;
        up[count] = isUp;
        carrier[count] = hasCarrier;
        count++;
    }

    private void counted(int index, long received, long sent) {
        for (int tried = 0; tried < count; tried++) {
            int at = next < count ? next : 0;
            next = at + 1;
            if (indexes[at] == index) {
                packets[2 * at] = received;
                packets[2 * at + 1] = sent;
                return;
            }
        }
    }
}
