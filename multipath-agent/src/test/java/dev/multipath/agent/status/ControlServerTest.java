package dev.multipath.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.HealthReportText;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@SuppressWarnings("try") // a server need only be there
final class ControlServerTest {
    @TempDir
    private Path directory;

    private final TwoUplinks machine = new TwoUplinks();
    private final Journal journal = new Journal();
    private volatile AgentState state;
    private Path socket;

    @BeforeEach
    void start() {
        state = machine.started(TwoUplinks.config(TwoUplinks.FILE), System.nanoTime());
        socket = directory.resolve("run/multipath/agent.sock");
    }

    private ControlServer open() throws IOException {
        return ControlServer.open(socket, () -> state, this::handle, journal);
    }

    /** As the event loop would. */
    private void handle(Event event) {
        state = AgentCore.step(state, event, System.nanoTime()).state();
        state = machine.settled(state, System.nanoTime());
    }

    private Answer ask(String request) throws IOException {
        return ControlClient.ask(socket, request);
    }

    @Test
    void it_answers_status_in_both_forms() throws IOException {
        try (ControlServer server = open()) {
            Answer text = ask("status");
            assertThat(text.exitCode()).isZero();
            assertThat(text.body())
                    .startsWith("multipath-agent ")
                    .contains("hinet")
                    .doesNotContain("\033");
            assertThat(ask("status --color").body()).contains("\033[");
            assertThat(ask("status --json").body())
                    .startsWith("{\"version\":")
                    .contains("\"name\":\"seed\"")
                    .endsWith("}\n");
        }
    }

    @Test
    void its_health_can_be_read_back() throws IOException {
        try (ControlServer server = open()) {
            assertThat(HealthReportText.decode(ask("health").body())).isEqualTo(HealthReport.of(state));
        }
    }

    @Test
    void an_uplink_is_disabled_and_enabled_by_hand() throws IOException {
        try (ControlServer server = open()) {
            assertThat(ask("disable seed")).isEqualTo(new Answer(0, "seed is disabled\n"));
            assertThat(state.carrying4().slots()).containsExactly(0);
            assertThat(ask("disable hinet"))
                    .isEqualTo(new Answer(0, "hinet is disabled; no uplink carries traffic now\n"));
            assertThat(ask("enable seed")).isEqualTo(new Answer(0, "seed is enabled\n"));
            assertThat(state.carrying4().slots()).containsExactly(1);
        }
    }

    @Test
    void a_name_nobody_has_is_answered_with_those_there_are() throws IOException {
        try (ControlServer server = open()) {
            assertThat(ask("disable sede"))
                    .isEqualTo(new Answer(1, "no uplink is named \"sede\"; did you mean \"seed\"?\n"));
        }
    }

    @Test
    void a_mark_is_lent_for_commands_and_stays_the_same() throws IOException {
        try (ControlServer server = open()) {
            assertThat(ask("use seed")).isEqualTo(new Answer(0, "0x3f000000/0x3f000000\n"));
            assertThat(ask("use hinet")).isEqualTo(new Answer(0, "0x3e000000/0x3f000000\n"));
            assertThat(ask("use seed")).isEqualTo(new Answer(0, "0x3f000000/0x3f000000\n"));
            assertThat(ask("use sede"))
                    .isEqualTo(new Answer(1, "no uplink is named \"sede\"; did you mean \"seed\"?\n"));
        }
    }

    @Test
    void no_mark_is_lent_before_the_agent_knows_its_uplinks() throws IOException {
        AgentState looked = state;
        state = AgentState.initial(TwoUplinks.config(TwoUplinks.FILE), Effect.Memory.EMPTY, 0);
        try (ControlServer server = open()) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return ask("use seed");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            state = looked;
            assertThat(answer.join().body()).isEqualTo("0x3f000000/0x3f000000\n");
        }
    }

    @Test
    void an_agent_that_does_not_act_is_not_waited_for_long() throws IOException {
        try (ControlServer server = ControlServer.open(socket, () -> state, event -> {}, new Journal())) {
            assertThat(ask("disable seed").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void what_it_does_not_understand_it_says() throws IOException {
        try (ControlServer server = open()) {
            for (String request : List.of("", "stauts", "status --yaml", "enable", "enable a b", "health x")) {
                assertThat(ask(request).exitCode()).as(request).isEqualTo(ExitCode.USAGE);
            }
            assertThat(ask("status" + " ".repeat(5000)).exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void the_socket_is_for_owner_and_group_and_goes_at_the_end() throws IOException {
        try (ControlServer server = open()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
        }
        assertThat(socket).doesNotExist();
        assertThatExceptionOfType(NoAgentException.class).isThrownBy(() -> ask("status"));
    }

    @Test
    void a_socket_left_behind_is_replaced() throws IOException {
        Files.createDirectories(socket.getParent());
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        assertThatExceptionOfType(NoAgentException.class).isThrownBy(() -> ask("status"));
        try (ControlServer server = open()) {
            assertThat(ask("status").exitCode()).isZero();
        }
    }

    @Test
    void a_second_agent_is_refused() throws IOException {
        try (ControlServer first = open()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(this::open)
                    .withMessage("another agent is running, or 'apply' or 'remove' is at work, with the control socket "
                            + socket);
            assertThat(ask("status").exitCode()).isZero();
        }
        try (ControlServer again = open()) {
            assertThat(ask("status").exitCode()).isZero();
        }
    }

    @Test
    void neither_another_programs_socket_nor_a_file_is_replaced() throws IOException {
        Files.createDirectories(socket.getParent());
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(this::open)
                    .withMessage("control socket " + socket + ": some other program answers on it");
        }
        Files.delete(socket);
        Files.writeString(socket, "precious");
        assertThatExceptionOfType(IOException.class).isThrownBy(this::open).withMessageContaining("not a socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void a_socket_that_someone_put_in_its_place_stays() throws IOException {
        try (ControlServer server = open()) {
            Files.delete(socket);
            Files.writeString(socket, "another's");
        }
        assertThat(socket).hasContent("another's");
    }

    @Test
    void slow_clients_hold_up_nobody_and_are_cut_off() throws IOException {
        try (ControlServer server = open()) {
            List<SocketChannel> slow = new ArrayList<>();
            for (int i = 0; i < ControlServer.MAX_CLIENTS - 1; i++) {
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                client.write(ByteBuffer.wrap("stat".getBytes(StandardCharsets.US_ASCII)));
                slow.add(client);
            }
            long start = System.nanoTime();
            assertThat(ask("status").exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            for (SocketChannel client : slow) {
                assertThat(client.read(ByteBuffer.allocate(1))).as("cut off").isEqualTo(-1);
                client.close();
            }
        }
    }

    @Test
    void more_clients_than_there_are_places_for_wait_their_turn() throws IOException {
        try (ControlServer server = open()) {
            List<SocketChannel> idle = new ArrayList<>();
            for (int i = 0; i < ControlServer.MAX_CLIENTS + 3; i++) {
                idle.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            assertThat(ask("status").exitCode()).isZero();
            for (SocketChannel client : idle) {
                client.close();
            }
        }
    }

    @Test
    void a_client_that_leaves_without_a_word_does_no_harm() throws IOException {
        try (ControlServer server = open()) {
            for (int i = 0; i < 50; i++) {
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                client.write(ByteBuffer.wrap("status\n".getBytes(StandardCharsets.US_ASCII)));
                client.close();
            }
            assertThat(ask("status").exitCode()).isZero();
        }
    }

    @Test
    void events_are_told_once_to_whoever_follows_them() throws IOException {
        try (ControlServer server = open()) {
            EventsAnswer none = EventsAnswer.decode(ask("events").body());
            assertThat(none.text()).isEmpty();

            journal.accept(Happening.of(new Effect.Say(7, true, "the first")));
            EventsAnswer first = EventsAnswer.decode(ask("events").body());
            assertThat(first.text()).matches("[0-9 .:-]{23} event=7 warning: the first\n");
            assertThat(first.last()).isEqualTo(1);

            journal.accept(Happening.of(new Effect.Announce(
                    8, "hinet", AddressFamily.INET, UplinkState.UP, UplinkState.SUSPECT, "a round was lost")));
            String since = " " + first.run() + " " + first.last();
            EventsAnswer second = EventsAnswer.decode(ask("events" + since).body());
            assertThat(second.text())
                    .endsWith(" event=8 hinet inet up -> suspect: a round was lost\n")
                    .hasLineCount(1);
            EventsAnswer json = EventsAnswer.decode(ask("events --json" + since).body());
            assertThat(json.text())
                    .startsWith("{\"number\":2,\"eventId\":8,\"time\":\"")
                    .endsWith("\"kind\":\"state\",\"uplink\":\"hinet\",\"family\":\"inet\",\"from\":\"up\","
                            + "\"to\":\"suspect\",\"text\":\"a round was lost\",\"changes\":[]}\n");
            EventsAnswer other = EventsAnswer.decode(ask("events another-run 1").body());
            assertThat(other.text()).as("another run of the agent").hasLineCount(2);
            assertThat(EventsAnswer.decode(ask("events " + first.run() + " 2").body())
                            .text())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events now", "events a b", "events --text", "events a 1 --json"})
    void a_wish_for_events_that_makes_no_sense_is_refused(String request) throws IOException {
        try (ControlServer server = open()) {
            assertThat(ask(request).exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void an_answer_that_cannot_be_made_is_said_and_the_next_one_is_made() throws IOException {
        AgentState good = state;
        try (ControlServer server = ControlServer.open(
                socket,
                () -> {
                    if (state == null) {
                        throw new IllegalStateException("broken");
                    }
                    return state;
                },
                event -> {},
                new Journal())) {
            state = null;
            assertThat(ask("status").body()).contains("failed to answer").contains("broken");
            state = good;
            assertThat(ask("status").exitCode()).isZero();
        }
    }
}
