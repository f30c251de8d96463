package dev.multipath.agent.probe.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one socket of echo requests makes of what comes, whoever sent it. */
final class EchoPathTest {
    private static final IpAddress TARGET = IpAddress.parse("203.0.113.53");
    private static final ProbeConfig PROBE = Configs.probe("targets = [\"203.0.113.53\"]");

    private final ScriptedIcmp socket = new ScriptedIcmp();
    private final List<Event> said = new ArrayList<>();
    private final EchoPath path = new EchoPath(socket, request(0));

    private static ProbeRequest request(long round) {
        return request(round, PROBE);
    }

    private static ProbeRequest request(long round, ProbeConfig probe) {
        return new ProbeRequest(
                new ProbeId("a", AddressFamily.INET, round, 0),
                "eth0",
                2,
                IpAddress.parse("192.0.2.2"),
                new ProbeTarget.Host(TARGET),
                probe,
                false,
                true);
    }

    /** So long after the last request was to be sent. */
    private void sendAgainAfter(long millis) throws ErrnoException {
        path.sendAgain(path.lastUsed() + Duration.ofMillis(millis).toNanos());
    }

    private List<Long> answered() {
        return said.stream()
                .map(event -> ((Event.ProbeAnswered) event).id().round())
                .toList();
    }

    @Test
    void a_reply_from_the_target_with_the_nonce_of_the_request_is_an_answer_once() throws Exception {
        path.send(request(7), TARGET);
        socket.come.add(socket.sent.get(0).forgery());
        socket.come.add(socket.sent.get(0).reply());
        socket.come.add(socket.sent.get(0).reply());

        path.receive(said::add);

        assertThat(answered()).containsExactly(7L);
    }

    @Test
    void a_flood_of_forged_replies_is_taken_in_portions_and_hides_no_true_one() throws Exception {
        path.send(request(7), TARGET);
        for (int i = 0; i < 10_000; i++) {
            socket.come.add(socket.sent.get(0).forgery());
        }
        socket.come.add(socket.sent.get(0).reply());

        path.receive(said::add);
        assertThat(socket.come).as("left for the next turn").hasSizeGreaterThan(9_000);
        while (!socket.come.isEmpty()) {
            path.receive(said::add);
        }

        assertThat(answered()).containsExactly(7L);
    }

    @Test
    void what_the_queue_of_the_device_has_no_room_for_is_sent_a_moment_later_in_its_order() throws Exception {
        socket.room = 0;
        path.send(request(7), TARGET);
        assertThat(path.hasUnsent()).isTrue();
        socket.room = 2;
        sendAgainAfter(1);
        assertThat(socket.sent).as("not yet").isEmpty();

        socket.room = 0;
        path.send(request(8), TARGET);
        path.send(request(9), TARGET);
        socket.room = 2;
        sendAgainAfter(20);
        assertThat(socket.sent).hasSize(2);
        socket.room = 2;
        sendAgainAfter(40);
        assertThat(path.hasUnsent()).isFalse();

        socket.sent.forEach(sent -> socket.come.add(sent.reply()));
        path.receive(said::add);
        assertThat(answered()).containsExactly(7L, 8L, 9L);
    }

    @Test
    void while_the_queue_stays_full_it_is_tried_a_few_times_and_then_no_more() throws Exception {
        socket.room = 0;
        for (int i = 0; i < 50; i++) {
            path.send(request(i), TARGET);
        }
        for (int millis = 0; millis < 1_000; millis++) {
            sendAgainAfter(millis);
        }
        assertThat(socket.tries - 50).isBetween(3, 5);

        socket.room = 50;
        sendAgainAfter(1_000);
        assertThat(socket.sent).isEmpty();
        assertThat(path.hasUnsent()).isFalse();
    }

    @Test
    void those_that_come_to_wait_do_not_put_off_the_next_try() throws Exception {
        socket.room = 0;
        path.send(request(7), TARGET);
        long first = path.lastUsed();
        while (path.lastUsed() == first) {
            path.send(request(8), TARGET);
        }
        socket.room = 1;
        path.sendAgain(first + Duration.ofMillis(20).toNanos());
        assertThat(socket.sent).hasSize(1);
    }

    @Test
    void what_would_be_answered_too_late_is_not_sent_any_more() throws Exception {
        socket.room = 0;
        path.send(request(7, Configs.probe("targets = [\"203.0.113.53\"]", "timeout = \"30ms\"")), TARGET);

        socket.room = 1;
        sendAgainAfter(40);
        assertThat(socket.sent).isEmpty();
        assertThat(path.hasUnsent()).isFalse();
    }

    @Test
    void of_too_many_that_wait_for_room_the_oldest_are_forgotten() throws Exception {
        socket.room = 0;
        for (int i = 0; i < 3_000; i++) {
            path.send(request(i), TARGET);
        }
        socket.room = 3_000;
        sendAgainAfter(20);
        assertThat(socket.sent).hasSizeLessThan(1_100);
        assertThat(path.hasUnsent()).isFalse();
    }
}
