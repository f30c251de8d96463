package dev.multipath.netlink;

import static dev.multipath.netlink.ScriptedSocket.ENOBUFS;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a batch makes of every answer a kernel may give: one result a change, whatever fails in the middle. */
final class BatchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int EEXIST = -17;
    private static final int ENETUNREACH = -101;
    private static final int WINDOW = BatchRun.WINDOW_MESSAGES;

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());

    @AfterEach
    void close() {
        conversation.close();
    }

    private Batch batch(int routes) {
        Batch batch = new Batch(conversation, TIMEOUT);
        for (int i = 0; i < routes; i++) {
            batch.add(route(i));
        }
        return batch;
    }

    private static Route route(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv4(0x0a00_0000 + number))).via(IpAddress.parse("192.0.2.1"), 3);
    }

    /** Acknowledges every message of the send, one datagram each. */
    private static void ackAll(NetlinkHeader first, ScriptedSocket kernel) {
        for (NetlinkHeader sent : kernel.sends.get(kernel.sends.size() - 1)) {
            kernel.ack(sent.sequence(), 0).flush();
        }
    }

    private static void ackLast(NetlinkHeader first, ScriptedSocket kernel) {
        List<NetlinkHeader> sent = kernel.sends.get(kernel.sends.size() - 1);
        kernel.ack(sent.get(sent.size() - 1).sequence(), 0).flush();
    }

    private static void assertUnknown(ChangeResult result, Class<? extends NetlinkException> why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ChangeResult.Unknown.class,
                        unknown -> assertThat(unknown.why()).isInstanceOf(why));
    }

    private static void assertNotSent(ChangeResult result, Class<? extends NetlinkException> why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ChangeResult.NotSent.class,
                        notSent -> assertThat(notSent.why()).isInstanceOf(why));
    }

    @Test
    void an_empty_batch_sends_nothing() {
        assertThat(batch(0).send()).isEmpty();
        assertThat(socket.requests).isEmpty();
    }

    @Test
    void every_change_has_its_result_in_order() {
        socket.script((first, kernel) -> kernel.ack(first.sequence(), 0)
                .ack(first.sequence() + 1, EEXIST)
                .flush()
                .refusal(first.sequence() + 2, ENETUNREACH, "Nexthop has invalid gateway", 36)
                .flush()
                .ack(first.sequence() + 3, 0)
                .flush());
        Batch batch = batch(1).addIfAbsent(route(1)).add(route(2)).delete(route(3));

        List<ChangeResult> results = batch.send();

        assertThat(results).hasSize(4);
        assertThat(results.get(0)).isEqualTo(ChangeResult.DONE);
        assertThat(results.get(1)).isEqualTo(new ChangeResult.NotNeeded(Errno.EEXIST));
        assertThat(results.get(2)).isInstanceOfSatisfying(ChangeResult.Refused.class, refused -> {
            assertThat(refused.why().errno()).isEqualTo(Errno.ENETUNREACH);
            assertThat(refused.why().request()).startsWith("ip route add 10.0.0.2 via 192.0.2.1 dev if3");
            assertThat(refused.why().attribute()).contains("RTA_GATEWAY");
        });
        assertThat(results.get(3)).isEqualTo(ChangeResult.DONE);
        assertThat(socket.sends).hasSize(1);
        assertThat(socket.requests).allMatch(sent -> (sent.flags() & NLM_F_ACK) != 0);
        results.get(0).orThrow();
        results.get(1).orThrow();
        assertThatThrownBy(results.get(2)::orThrow).isInstanceOf(NetlinkException.Rejected.class);
    }

    @Test
    void answers_out_of_order_and_of_others_find_their_place() {
        socket.script((first, kernel) -> kernel.ack(first.sequence() - 1, -1)
                .ack(first.sequence() + 2, -1)
                .flush()
                .ack(first.sequence() + 1, 0)
                .ack(first.sequence(), EEXIST)
                .flush());

        List<ChangeResult> results = batch(2).send();

        assertThat(results.get(0)).isInstanceOf(ChangeResult.Refused.class);
        assertThat(results.get(1)).isEqualTo(ChangeResult.DONE);
    }

    @Test
    void thousands_go_out_in_windows_that_the_receive_buffer_holds() {
        for (int i = 0; i < 8; i++) {
            socket.script(BatchTest::ackAll);
        }

        assertThat(batch(1000).send()).hasSize(1000).containsOnly(ChangeResult.DONE);
        assertThat(socket.sends).hasSize(8).allMatch(sent -> sent.size() <= WINDOW);
        assertThat(socket.requests).extracting(NetlinkHeader::sequence).doesNotHaveDuplicates();
    }

    @Test
    void long_messages_go_out_in_sends_of_32_kibibytes() {
        UnknownAttributes bulk = UnknownAttributes.NONE.plus(new RawAttribute(100, new byte[20_000]));
        Batch batch = new Batch(conversation, TIMEOUT);
        for (int i = 0; i < 3; i++) {
            batch.changeLink(3, LinkChange.setUp().unknown(bulk));
            socket.script(BatchTest::ackAll);
        }

        assertThat(batch.send()).hasSize(3).containsOnly(ChangeResult.DONE);
        assertThat(socket.sends).hasSize(3);
    }

    @Test
    void the_last_acknowledgement_speaks_for_all_that_were_not_refused() {
        socket.script(
                (first, kernel) -> {
                    kernel.ack(first.sequence() + 5, EEXIST).flush();
                    ackLast(first, kernel);
                },
                BatchTest::ackLast);

        List<ChangeResult> results = batch(WINDOW + 2).acknowledgeLast().send();

        assertThat(results).hasSize(WINDOW + 2);
        assertThat(results.get(5)).isInstanceOf(ChangeResult.Refused.class);
        assertThat(results).filteredOn(ChangeResult.DONE::equals).hasSize(WINDOW + 1);
        assertThat(socket.requests)
                .filteredOn(sent -> (sent.flags() & NLM_F_ACK) != 0)
                .hasSize(2);
    }

    @Test
    void a_refusal_of_the_last_ends_the_send_too() {
        socket.script(
                (first, kernel) -> kernel.ack(first.sequence() + 1, EEXIST).flush());

        List<ChangeResult> results = batch(2).acknowledgeLast().send();

        assertThat(results.get(0)).isEqualTo(ChangeResult.DONE);
        assertThat(results.get(1)).isInstanceOf(ChangeResult.Refused.class);
    }

    @Test
    void what_an_overrun_dropped_is_unknown_and_the_rest_goes_on() {
        socket.script(
                (first, kernel) -> {
                    for (int i = 0; i < WINDOW - 2; i++) {
                        kernel.ack(first.sequence() + i, 0).flush();
                    }
                    kernel.fails(ENOBUFS);
                },
                BatchTest::ackAll);

        List<ChangeResult> results = batch(WINDOW + 3).send();

        assertThat(results.subList(0, WINDOW - 2)).containsOnly(ChangeResult.DONE);
        assertUnknown(results.get(WINDOW - 2), NetlinkException.SocketFailed.class);
        assertUnknown(results.get(WINDOW - 1), NetlinkException.SocketFailed.class);
        assertThat(results.subList(WINDOW, WINDOW + 3)).hasSize(3).containsOnly(ChangeResult.DONE);
        assertThat(socket.ticker().nanos()).isZero();
    }

    @Test
    void after_an_overrun_the_last_acknowledgement_speaks_for_itself_only() {
        socket.script((first, kernel) -> {
            kernel.fails(ENOBUFS).ack(first.sequence() + 1, EEXIST).flush();
            ackLast(first, kernel);
        });

        List<ChangeResult> results = batch(4).acknowledgeLast().send();

        assertUnknown(results.get(0), NetlinkException.SocketFailed.class);
        assertThat(results.get(1)).isInstanceOf(ChangeResult.Refused.class);
        assertUnknown(results.get(2), NetlinkException.SocketFailed.class);
        assertThat(results.get(3)).isEqualTo(ChangeResult.DONE);
    }

    @Test
    void an_overrun_that_dropped_nothing_of_ours_is_none() {
        socket.script((first, kernel) -> {
            kernel.fails(ENOBUFS);
            ackAll(first, kernel);
        });

        assertThat(batch(3).send()).hasSize(3).containsOnly(ChangeResult.DONE);
    }

    @Test
    void silence_is_unknown_for_what_was_sent_and_the_rest_stays_here() {
        socket.script((first, kernel) -> kernel.ack(first.sequence(), 0).flush());

        List<ChangeResult> results = batch(WINDOW + 1).send();

        assertThat(results.get(0)).isEqualTo(ChangeResult.DONE);
        assertUnknown(results.get(1), NetlinkException.TimedOut.class);
        assertNotSent(results.get(WINDOW), NetlinkException.TimedOut.class);
        assertThat(socket.ticker().nanos()).isEqualTo(TIMEOUT.toNanos());
        assertThat(socket.sends).hasSize(1);
    }

    @Test
    void the_deadline_is_for_the_whole_batch() {
        Ticker hasty = new Ticker() {
            private long now;

            @Override
            public long nanos() {
                return now += Duration.ofSeconds(2).toNanos();
            }
        };
        Conversation slow = new Conversation(socket, hasty);
        socket.script(BatchTest::ackAll, BatchTest::ackAll, BatchTest::ackAll);
        Batch batch = new Batch(slow, TIMEOUT);
        for (int i = 0; i < 3 * WINDOW; i++) {
            batch.add(route(i));
        }

        List<ChangeResult> results = batch.send();

        assertThat(results.subList(0, 2 * WINDOW)).containsOnly(ChangeResult.DONE);
        assertNotSent(results.get(2 * WINDOW), NetlinkException.TimedOut.class);
        assertThatThrownBy(results.get(3 * WINDOW - 1)::orThrow)
                .hasMessageEndingWith(": not sent within 5000 ms")
                .isInstanceOfSatisfying(
                        NetlinkException.TimedOut.class,
                        e -> assertThat(e.wasSent()).isFalse());
        assertThat(results).hasSize(3 * WINDOW);
        slow.close();
    }

    @Test
    void nonsense_in_the_middle_ends_it_typed_and_the_next_request_is_answered() {
        socket.script((first, kernel) -> {
            kernel.ack(first.sequence(), 0).flush();
            kernel.datagram(Bytes.of("ffff0000 1000 0200 00000000 00000000"));
            kernel.ack(first.sequence() + 1, 0).flush();
        });

        List<ChangeResult> results = batch(WINDOW + 1).send();

        assertThat(results.get(0)).isEqualTo(ChangeResult.DONE);
        assertUnknown(results.get(1), NetlinkException.Malformed.class);
        assertNotSent(results.get(WINDOW), NetlinkException.Malformed.class);
        socket.script(BatchTest::ackAll);
        assertThat(batch(1).send()).containsExactly(ChangeResult.DONE);
    }

    @Test
    void what_the_socket_does_not_take_was_not_sent() {
        socket.sendError = ENOBUFS;

        List<ChangeResult> results = batch(2).send();

        assertThat(results).hasSize(2);
        assertNotSent(results.get(0), NetlinkException.SocketFailed.class);
        assertNotSent(results.get(1), NetlinkException.SocketFailed.class);
    }

    @Test
    void closing_in_the_middle_is_a_result() {
        socket.script((first, kernel) -> conversation.close());

        List<ChangeResult> results = batch(WINDOW + 1).send();

        assertUnknown(results.get(0), NetlinkException.Closed.class);
        assertNotSent(results.get(WINDOW), NetlinkException.Closed.class);
        assertNotSent(batch(1).send().get(0), NetlinkException.Closed.class);
    }

    @Test
    void stopping_at_the_first_failure_tells_what_went_out_with_it() {
        socket.script((first, kernel) -> {
            kernel.ack(first.sequence(), EEXIST).flush();
            for (int i = 1; i < WINDOW; i++) {
                kernel.ack(first.sequence() + i, 0).flush();
            }
        });

        List<ChangeResult> results = batch(WINDOW + 2).stopAtFirstFailure().send();

        assertThat(results.get(0)).isInstanceOf(ChangeResult.Refused.class);
        assertThat(results.subList(1, WINDOW)).containsOnly(ChangeResult.DONE);
        assertNotSent(results.get(WINDOW), NetlinkException.Rejected.class);
        assertNotSent(results.get(WINDOW + 1), NetlinkException.Rejected.class);
        assertThat(socket.sends).hasSize(1);
    }

    @Test
    void an_interrupt_ends_it_before_the_next_send_and_is_kept() {
        socket.script(
                (first, kernel) -> {
                    ackAll(first, kernel);
                    Thread.currentThread().interrupt();
                },
                BatchTest::ackAll);

        List<ChangeResult> results = batch(WINDOW + 1).send();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(results.subList(0, WINDOW)).containsOnly(ChangeResult.DONE);
        assertNotSent(results.get(WINDOW), NetlinkException.Interrupted.class);
    }

    @Test
    void a_batch_is_empty_after_it_was_sent() {
        socket.script(BatchTest::ackAll, BatchTest::ackAll);
        Batch batch = batch(2);
        assertThat(batch.send()).hasSize(2);
        assertThat(batch.size()).isZero();

        assertThat(batch.add(route(9)).send()).containsExactly(ChangeResult.DONE);
        assertThat(socket.sends).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void a_change_that_cannot_be_written_is_refused_before_it_is_in() {
        UnknownAttributes many = UnknownAttributes.NONE;
        for (int i = 0; i < 3; i++) {
            many = many.plus(new RawAttribute(100, new byte[60_000]));
        }
        LinkChange tooLong = LinkChange.setUp().unknown(many);
        Batch batch = batch(1);

        assertThatThrownBy(() -> batch.changeLink(3, tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ip link set if3 up: more than 131072 bytes");
        assertThatThrownBy(() -> batch.deleteLink(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batch.delete(Rule.lookup(IpPrefix.ALL_IPV4.family(), route(1).table())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs its priority");
        socket.script(BatchTest::ackAll);
        assertThat(batch.send()).containsExactly(ChangeResult.DONE);
    }
}
