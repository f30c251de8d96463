package dev.multipath.netlink;

import static dev.multipath.netlink.ScriptedSocket.ENOBUFS;
import static dev.multipath.netlink.ScriptedSocket.PORT;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP_INTR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request makes of every answer a kernel may give. */
final class ConversationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private static final TunTaps TUNS = new TunTaps(NetNs.current(), NetlinkSocketFactory.system());

    private final Links links = new Links(conversation, TIMEOUT, TUNS);

    @AfterEach
    void close() {
        conversation.close();
    }

    private List<Integer> listed() {
        return links.list().stream().map(Link::index).toList();
    }

    @Test
    void a_dump_is_put_together_from_several_datagrams() {
        socket.script((request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 1)
                .link(request.sequence(), NLM_F_MULTI, 2)
                .flush()
                .link(request.sequence(), NLM_F_MULTI, 3)
                .flush()
                .done(request.sequence(), 0, 0)
                .flush());

        assertThat(listed()).containsExactly(1, 2, 3);
        assertThat(socket.requests)
                .extracting(NetlinkHeader::flags)
                .containsExactly(NetlinkHeader.NLM_F_REQUEST | NetlinkHeader.NLM_F_DUMP);
    }

    @Test
    void several_are_asked_for_by_one_send_and_told_apart_by_their_numbers() {
        socket.script((first, kernel) -> kernel.link(first.sequence() + 2, 0, 7)
                .flush()
                .ack(first.sequence() + 1, -19)
                .link(first.sequence(), 0, 5)
                .flush());

        assertThat(links.signals(List.of("a", "b", "c")))
                .extracting(signal -> signal.map(LinkSignal::index).orElse(0))
                .containsExactly(5, 0, 7);
        assertThat(socket.sends).hasSize(1);
        assertThat(links.signals(List.of())).isEmpty();
    }

    @Test
    void what_is_left_of_several_answers_after_an_error_belongs_to_no_later_request() {
        socket.script(
                (first, kernel) -> kernel.ack(first.sequence(), -1)
                        .flush()
                        .link(first.sequence() + 1, 0, 7)
                        .flush(),
                (again, kernel) -> kernel.link(again.sequence(), 0, 5).flush());

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.signals(List.of("a", "b")))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
        assertThat(links.signals(List.of("a")))
                .hasSize(1)
                .allMatch(signal -> signal.orElseThrow().index() == 5);
    }

    @Test
    void for_ever_is_a_deadline_too() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        socket.script((request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 1)
                .done(request.sequence(), 0, 0)
                .flush());

        assertThat(new Links(conversation, forEver, TUNS).list()).hasSize(1);
        assertThat(LookSchedule.starting(forEver, 7).left(7)).isGreaterThan(TIMEOUT.toNanos());
    }

    @Test
    void an_error_at_the_end_of_a_dump_is_an_error() {
        socket.script((request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 1)
                .done(request.sequence(), -22, "Invalid values in header for FIB dump request")
                .flush());

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(links::list)
                .satisfies(e -> {
                    assertThat(e.errno()).isEqualTo(Errno.EINVAL);
                    assertThat(e.kernelText()).contains("Invalid values in header for FIB dump request");
                    assertThat(e.request()).isEqualTo("ip link show");
                });
    }

    @Test
    void a_missing_table_has_no_routes() {
        Routes routes = new Routes(conversation, TIMEOUT);
        socket.script(
                (request, kernel) -> kernel.done(request.sequence(), -2, "ipv4: FIB table does not exist")
                        .flush(),
                (request, kernel) -> kernel.done(request.sequence(), 0, 0).flush());

        assertThat(routes.list(RouteFilter.ALL.table(dev.multipath.netlink.model.RouteTable.of(7900))))
                .isEmpty();
        assertThat(socket.requests).hasSize(2);
    }

    @Test
    void a_disturbed_dump_is_read_to_its_end_and_asked_for_again() {
        socket.script(
                (request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 1)
                        .link(request.sequence(), NLM_F_MULTI | NLM_F_DUMP_INTR, 2)
                        .flush()
                        .link(request.sequence(), NLM_F_MULTI, 3)
                        .done(request.sequence(), 0, 0)
                        .flush(),
                (request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 7)
                        .done(request.sequence(), 0, 0)
                        .flush());

        assertThat(listed()).containsExactly(7);
        assertThat(socket.requests).hasSize(2);
    }

    @Test
    void a_dump_that_is_always_disturbed_ends_typed() {
        ScriptedSocket.Script disturbed = (request, kernel) ->
                kernel.done(request.sequence(), NLM_F_DUMP_INTR, 0).flush();
        for (int i = 0; i < Conversation.DUMP_ATTEMPTS + 1; i++) {
            socket.script(disturbed);
        }

        assertThatThrownBy(links::list)
                .isInstanceOf(NetlinkException.DumpInterrupted.class)
                .hasMessage("ip link show: interrupted by changes 5 times in a row");
        assertThat(socket.requests).hasSize(Conversation.DUMP_ATTEMPTS);
    }

    @Test
    void answers_of_others_and_of_earlier_requests_are_skipped() {
        socket.script((request, kernel) -> kernel.link(request.sequence() - 1, NLM_F_MULTI, 8)
                .link(request.sequence(), PORT + 1, NLM_F_MULTI, 9)
                .ack(request.sequence() + 1, -1)
                .link(request.sequence(), NLM_F_MULTI, 1)
                .done(request.sequence() - 1, 0, -5)
                .flush()
                .done(request.sequence(), 0, 0)
                .flush());

        assertThat(listed()).containsExactly(1);
    }

    @Test
    void silence_ends_with_the_deadline() {
        assertThatThrownBy(() -> links.change(3, LinkChange.setUp()))
                .isInstanceOf(NetlinkException.TimedOut.class)
                .hasMessage("ip link set if3 up: no answer within 5000 ms");
        assertThat(socket.ticker().nanos()).isEqualTo(TIMEOUT.toNanos());
    }

    @Test
    void chatter_of_others_does_not_stretch_the_deadline() {
        socket.script((request, kernel) -> {
            for (int i = 0; i < 1000; i++) {
                kernel.ack(request.sequence() + 1, 0).flush();
            }
        });
        Conversation hasty = new Conversation(socket, new Ticker() {
            private long now;

            @Override
            public long nanos() {
                return now += Duration.ofMillis(100).toNanos();
            }
        });

        assertThatThrownBy(() -> new Links(hasty, TIMEOUT, TUNS).change(3, LinkChange.setUp()))
                .isInstanceOf(NetlinkException.TimedOut.class);
        hasty.close();
    }

    @Test
    void a_late_answer_is_not_taken_for_the_next_one() {
        assertThatThrownBy(() -> links.change(3, LinkChange.setUp())).isInstanceOf(NetlinkException.TimedOut.class);
        socket.ack(1, -19).flush();
        socket.script((request, kernel) -> kernel.ack(request.sequence(), 0).flush());

        links.change(3, LinkChange.setDown());
        assertThat(socket.requests).extracting(NetlinkHeader::sequence).containsExactly(1, 2);
    }

    @Test
    void the_rest_of_a_broken_dump_is_read_away_before_the_next_request() {
        socket.script((request, kernel) -> kernel.datagram(Bytes.of("ffff0000 1000 0200 00000000 00000000"))
                .link(request.sequence(), NLM_F_MULTI, 1)
                .flush()
                .done(request.sequence(), 0, 0)
                .flush());
        assertThatThrownBy(links::list)
                .isInstanceOf(NetlinkException.Malformed.class)
                .hasMessageContaining("nlmsg_len at byte 0: 65535 is outside 16..16");

        socket.script((request, kernel) -> kernel.done(request.sequence(), 0, 0).flush());
        assertThat(listed()).isEmpty();
    }

    @Test
    void an_overrun_hides_no_acknowledgement_that_is_there() {
        socket.script((request, kernel) ->
                kernel.fails(ENOBUFS).ack(request.sequence(), 0).flush());

        links.change(3, LinkChange.setUp());
    }

    @Test
    void a_dropped_acknowledgement_is_reported_at_once() {
        socket.script((request, kernel) -> kernel.fails(ENOBUFS));

        assertThatThrownBy(() -> links.change(3, LinkChange.setUp()))
                .isInstanceOfSatisfying(
                        NetlinkException.SocketFailed.class,
                        e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
        assertThat(socket.ticker().nanos()).isZero();
    }

    @Test
    void a_dump_with_an_overrun_is_asked_for_again() {
        socket.script(
                (request, kernel) -> kernel.fails(ENOBUFS)
                        .link(request.sequence(), NLM_F_MULTI, 1)
                        .done(request.sequence(), 0, 0)
                        .flush(),
                (request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 2)
                        .done(request.sequence(), 0, 0)
                        .flush());

        assertThat(listed()).containsExactly(2);
    }

    @Test
    void a_refusal_says_what_where_and_which_request() {
        socket.script(
                (request, kernel) -> kernel.refusal(request.sequence(), -22, "mtu greater than device maximum", 32)
                        .flush());

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.change(3, LinkChange.setMtu(100_000)))
                .satisfies(e -> {
                    assertThat(e.errno()).isEqualTo(Errno.EINVAL);
                    assertThat(e.kernelText()).contains("mtu greater than device maximum");
                    assertThat(e.attribute()).contains("IFLA_MTU");
                    assertThat(e)
                            .hasMessageStartingWith("ip link set if3 mtu 100000: EINVAL")
                            .hasMessageEndingWith(": mtu greater than device maximum, at IFLA_MTU");
                });
    }

    @Test
    void an_expected_refusal_is_a_result() {
        socket.script(
                (request, kernel) -> kernel.ack(request.sequence(), -19).flush(),
                (request, kernel) -> kernel.ack(request.sequence(), -19).flush(),
                (request, kernel) -> kernel.ack(request.sequence(), -1).flush());

        assertThat(links.get("eth9")).isEmpty();
        assertThat(links.deleteIfPresent(9)).isFalse();
        assertThatThrownBy(() -> links.deleteIfPresent(9)).isInstanceOf(NetlinkException.Rejected.class);
    }

    @Test
    void one_object_is_one_request_and_one_answer() {
        socket.script((request, kernel) -> kernel.link(request.sequence(), 0, 3).flush());

        assertThat(links.get(3)).get().extracting(Link::name).isEqualTo("if3");
        assertThat(socket.requests).extracting(NetlinkHeader::flags).containsExactly(NetlinkHeader.NLM_F_REQUEST);
    }

    @Test
    void a_request_beyond_the_buffer_is_refused_before_it_is_sent() {
        UnknownAttributes many = UnknownAttributes.NONE;
        for (int i = 0; i < 3; i++) {
            many = many.plus(new RawAttribute(100, new byte[60_000]));
        }
        LinkChange change = LinkChange.setUp().unknown(many);

        assertThatThrownBy(() -> links.change(3, change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ip link set if3 up: more than 131072 bytes");
        assertThat(socket.requests).isEmpty();
        socket.script((request, kernel) -> kernel.ack(request.sequence(), 0).flush());
        links.change(3, LinkChange.setUp());
    }

    @Test
    void a_closed_conversation_says_so() {
        conversation.close();
        conversation.close();

        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(links::list)
                .isInstanceOf(NetlinkException.Closed.class)
                .hasMessage("ip link show: the netlink socket is closed");
    }

    @Test
    void closing_ends_the_request_in_progress() {
        socket.script((request, kernel) -> conversation.close());

        assertThatThrownBy(links::list).isInstanceOf(NetlinkException.Closed.class);
    }
}
