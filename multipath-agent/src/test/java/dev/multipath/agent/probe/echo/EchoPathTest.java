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
        return new ProbeRequest(
                new ProbeId("a", AddressFamily.INET, round, 0),
                "eth0",
                2,
                IpAddress.parse("192.0.2.2"),
                new ProbeTarget.Host(TARGET),
                PROBE,
                false,
                true);
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
}
