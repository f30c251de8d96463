package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two dumps as bytes, in whatever order, begun anew, of more interfaces than there is room for at first. */
final class SignalSweepTest {
    private static final int MANY = 150;

    private final SignalSweep sweep = new SignalSweep();
    private final Sink links = sweep.links();
    private final Sink statistics = sweep.statistics();

    private static void give(Sink sink, ByteBuf message) throws DecodeException {
        MessageReader reader = new MessageReader(message);
        assertThat(reader.next()).isTrue();
        sink.accept(reader);
    }

    private void link(AddressFamily family, int index, long flags) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 1);
        writer.u8(family.value()).u8(0).u16(1).u32(index).u32(flags).u32(0).end();
        give(links, out);
    }

    private void up(int index) throws DecodeException {
        link(AddressFamily.INET6, index, Link.UP | Link.LOWER_UP);
    }

    private void packets(int index, long received, long sent) throws DecodeException {
        byte[] counters = ByteBuffer.allocate(24 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(received)
                .putLong(sent)
                .array();
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWSTATS, 0, 2);
        writer.u8(0).u8(0).u16(0).u32(index).u32(1);
        writer.attributes().bytes(StatsAttributes.STATS_LINK_64.number(), counters);
        writer.end();
        give(statistics, out);
    }

    @Test
    void what_links_and_statistics_say_is_put_together_by_index() throws DecodeException {
        up(7);
        link(AddressFamily.INET6, 3, Link.UP);
        link(AddressFamily.INET6, 5, 0);
        packets(3, 30, 31);
        packets(7, 70, 71);
        packets(9, 90, 91);
        assertThat(sweep.signals())
                .containsExactly(
                        new LinkSignal(7, true, true, 70, 71),
                        new LinkSignal(3, true, false, 30, 31),
                        new LinkSignal(5, false, false, 0, 0));
    }

    @Test
    void links_of_other_families_are_passed_over() throws DecodeException {
        link(AddressFamily.BRIDGE, 3, Link.UP);
        assertThat(sweep.signals()).isEmpty();
        packets(3, 30, 31);
        assertThat(sweep.signals()).isEmpty();
    }

    @Test
    void a_dump_that_begins_anew_counts_alone() throws DecodeException {
        up(3);
        up(4);
        links.restart();
        up(4);
        packets(4, 40, 41);
        statistics.restart();
        assertThat(sweep.signals()).containsExactly(new LinkSignal(4, true, true, 0, 0));
        packets(4, 42, 43);
        assertThat(sweep.signals()).containsExactly(new LinkSignal(4, true, true, 42, 43));
    }

    @Test
    void there_may_be_many_in_either_order() throws DecodeException {
        List<LinkSignal> expected = new ArrayList<>();
        for (int index = 1; index <= MANY; index++) {
            up(index);
            expected.add(new LinkSignal(index, true, true, index, 1_000 + index));
        }
        for (int index = MANY; index >= 1; index--) {
            packets(index, index, 1_000 + index);
        }
        assertThat(sweep.signals()).isEqualTo(expected);
    }
}
