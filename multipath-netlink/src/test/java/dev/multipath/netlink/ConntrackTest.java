package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.ConntrackMessage;
import dev.multipath.netlink.codec.conntrack.ConntrackRecords;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.conntrack.ConntrackCounts;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made of answers a kernel seldom gives. */
final class ConntrackTest {
    private static final ConntrackFilter TCP = ConntrackFilter.ALL.protocol(6);
    private static final int EBUSY = 16;
    private static final int ENOENT = 2;

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private final Conntrack conntrack = new Conntrack(conversation, Duration.ofSeconds(5));
    private final List<ConntrackEntry> entries = Stream.iterate(1L, seed -> seed + 1)
            .map(seed -> new ConntrackRecords(seed).entry())
            .filter(TCP::matches)
            .limit(3)
            .toList();

    @AfterEach
    void close() {
        conversation.close();
    }

    private static ByteBuf message(ConntrackEntry entry, int sequence) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out)
                .begin(ConntrackMessage.IPCTNL_MSG_CT_NEW, NetlinkHeader.NLM_F_MULTI, sequence, ScriptedSocket.PORT);
        ConntrackCodec.encode(entry, writer);
        writer.end();
        return out;
    }

    private void dumps(ConntrackEntry... more) {
        socket.script((request, kernel) -> {
            for (ConntrackEntry entry : more) {
                kernel.datagram(message(entry, request.sequence()));
            }
            kernel.done(request.sequence(), 0, 0).flush();
        });
    }

    @Test
    void a_connection_shown_twice_is_listed_once() {
        dumps(entries.get(0), entries.get(1), entries.get(0));
        assertThat(conntrack.list()).containsExactly(entries.get(0), entries.get(1));
    }

    @Test
    void what_an_older_kernel_does_not_filter_is_filtered_here() {
        ConntrackEntry other = Stream.iterate(1L, seed -> seed + 1)
                .map(seed -> new ConntrackRecords(seed).entry())
                .filter(entry -> !TCP.matches(entry))
                .findFirst()
                .orElseThrow();
        dumps(other, entries.get(0));
        assertThat(conntrack.list(TCP)).containsExactly(entries.get(0));
    }

    @Test
    void a_refusal_keeps_no_other_from_being_deleted() {
        dumps(entries.toArray(new ConntrackEntry[0]));
        socket.script((first, kernel) -> kernel.ack(first.sequence(), -EBUSY)
                .ack(first.sequence() + 1, -ENOENT)
                .ack(first.sequence() + 2, 0)
                .flush());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> conntrack.deleteAll(TCP))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EBUSY));
        assertThat(socket.requests)
                .extracting(NetlinkHeader::type)
                .containsExactly(
                        ConntrackMessage.IPCTNL_MSG_CT_GET,
                        ConntrackMessage.IPCTNL_MSG_CT_DELETE,
                        ConntrackMessage.IPCTNL_MSG_CT_DELETE,
                        ConntrackMessage.IPCTNL_MSG_CT_DELETE);
    }

    @Test
    void those_gone_by_themselves_do_not_count() {
        dumps(entries.toArray(new ConntrackEntry[0]));
        socket.script((first, kernel) -> kernel.ack(first.sequence(), 0)
                .ack(first.sequence() + 1, -ENOENT)
                .ack(first.sequence() + 2, 0)
                .flush());
        assertThat(conntrack.deleteAll(TCP)).isEqualTo(2);
    }

    @Test
    void no_request_is_sent_for_a_filter_that_lets_all_through() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conntrack.deleteAll(ConntrackFilter.ALL.mark(new FwMark(1, 0))));
        assertThat(socket.requests).isEmpty();
    }

    /** nfnetlink marks a single answer as a part of many and sends no NLMSG_DONE: the acknowledgement is its end. */
    @Test
    void a_single_answer_ends_with_its_acknowledgement() {
        socket.script((request, kernel) -> {
            assertThat(request.flags() & NetlinkHeader.NLM_F_ACK).isNotZero();
            ByteBuf out = Unpooled.buffer();
            MessageWriter writer = new MessageWriter(out)
                    .begin(
                            ConntrackMessage.IPCTNL_MSG_CT_GET_STATS,
                            NetlinkHeader.NLM_F_MULTI,
                            request.sequence(),
                            ScriptedSocket.PORT);
            writer.u8(0).u8(0).u16(0);
            writer.attributes().be32(1, 8);
            writer.end();
            kernel.datagram(out).ack(request.sequence(), 0).flush();
        });
        assertThat(conntrack.counts()).isEqualTo(new ConntrackCounts(8, OptionalLong.empty()));
    }

    /** The type of a deletion is none of rtnetlink's: what it points at has the name it has in conntrack. */
    @Test
    void an_error_names_the_attribute_of_conntrack() {
        socket.script((request, kernel) -> kernel.refusal(request.sequence(), -22, "attribute too short", 20)
                .flush());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> conntrack.delete(entries.get(0)))
                .satisfies(refused -> assertThat(refused.attribute()).contains("CTA_TUPLE_ORIG"));
    }
}
