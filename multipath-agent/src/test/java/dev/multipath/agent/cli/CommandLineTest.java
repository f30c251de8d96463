package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.status.ControlServer;
import dev.multipath.agent.status.Journal;
import dev.multipath.agent.status.TwoUplinks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a server need only be there
final class CommandLineTest {
    private static final String TEN_MISTAKES = """
        [agent]
        table-bse = 7700
        layout = "sideways"
        protocol = 3
        [probe]
        interval = "soon"
        fall = 0
        targets = ["203.0.113.300"]
        [[uplink]]
        name = "hi net"
        interface = "eth0"
        gateway = "2001:db8::1"
        weight = 1000
        enabled = "yes"
        """;

    private static final AgentRun NEVER_RUN = (config, reread) -> {
        throw new AssertionError("no test runs the agent");
    };

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return RootCommand.commandLine(NEVER_RUN)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(String text) throws IOException {
        Path file = directory.resolve("agent.toml");
        Files.writeString(file, text);
        return file.toString();
    }

    private String fileWithSocket() throws IOException {
        return file("[agent]\ncontrol-socket = \"" + directory.resolve("agent.sock") + "\"\n" + TwoUplinks.FILE);
    }

    static Stream<String> commands() {
        return RootCommand.commandLine(NEVER_RUN).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_helps(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: multipath-agent " + command)
                .contains("--config=FILE");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void the_command_itself_helps_and_lists_its_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("69", "no agent is running", "status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stauts",
                "--nonsense",
                "status --nonsense",
                "status surplus",
                "enable",
                "disable a b",
                "apply --dead",
                "check --config"
            })
    void a_wrong_command_line_is_64(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(64);
        assertThat(err.toString()).contains("--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_near_miss_is_recognised() {
        run("stauts");
        assertThat(err.toString()).contains("Did you mean: multipath-agent status");
    }

    @Test
    void a_good_file_is_ok() throws IOException {
        assertThat(run("check", "--config", file(TwoUplinks.FILE))).isZero();
        assertThat(out.toString()).isEqualTo("ok\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void warnings_are_said_and_do_no_harm() throws IOException {
        assertThat(run("check", "--config", file("[[uplink]]\ninterface = \"eth0\"\n")))
                .isZero();
        assertThat(out.toString()).isEqualTo("ok\n");
        assertThat(err.toString()).contains("warning");
    }

    @Test
    void every_mistake_of_ten_is_reported_at_once() throws IOException {
        String file = file(TEN_MISTAKES);
        assertThat(run("--config", file, "check")).isEqualTo(78);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(10)
                .allMatch(line -> line.matches("\\Q" + file + "\\E:[0-9]+:[0-9]+: .*"));
    }

    @Test
    void mistakes_as_json() throws IOException {
        assertThat(run("check", "--json", "--config", file("[agent]\nprotocol = 3\n" + TwoUplinks.FILE)))
                .isEqualTo(78);
        assertThat(out.toString())
                .contains("\"ok\":false")
                .contains("\"errors\":[{\"line\":2,\"column\":")
                .endsWith("\"warnings\":[],\"kernel\":[]}\n");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "plan", "apply", "remove", "run", "status"})
    void a_file_that_is_not_there_is_78(String command) {
        String file = directory.resolve("none.toml").toString();
        assertThat(run(command, "--config", file)).isEqualTo(78);
        assertThat(err.toString()).isEqualTo(file + ": cannot be read: no such file\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "remove", "run"})
    void a_bad_file_is_78_before_anything_else(String command) throws IOException {
        assertThat(run(command, "--config", file(TEN_MISTAKES))).isEqualTo(78);
        assertThat(err.toString().lines()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "status --watch",
                "events",
                "events --follow --json",
                "enable hinet",
                "disable hinet"
            })
    void without_an_agent_it_is_69(String line) throws IOException {
        String all = "--config " + fileWithSocket() + " " + line;
        assertThat(run(all.split(" "))).isEqualTo(69);
        assertThat(err.toString())
                .isEqualTo("multipath-agent: no agent is running: nobody answers on " + directory.resolve("agent.sock")
                        + "\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_running_agent_is_asked() throws IOException {
        AgentState state = new TwoUplinks().started(TwoUplinks.config(TwoUplinks.FILE), System.nanoTime());
        String file = fileWithSocket();
        try (ControlServer server =
                ControlServer.open(directory.resolve("agent.sock"), () -> state, event -> {}, new Journal())) {
            assertThat(run("status", "--config", file)).isZero();
            assertThat(out.toString()).contains("hinet", "seed");
            assertThat(run("status", "--json", "--config", file)).isZero();
            assertThat(out.toString()).startsWith("{").endsWith("}\n");
            assertThat(run("events", "--config", file)).isZero();
            assertThat(out.toString()).isEmpty();
            assertThat(run("disable", "nobody", "--config", file)).isEqualTo(1);
            assertThat(err.toString()).contains("there are hinet, seed");
        }
    }

    @Test
    void events_are_followed_until_nobody_reads_them() throws IOException {
        AgentState state = new TwoUplinks().started(TwoUplinks.config(TwoUplinks.FILE), System.nanoTime());
        String file = fileWithSocket();
        Journal journal = new Journal();
        journal.accept(Happening.of(new Effect.Say(1, false, "the first")));
        StringBuilder read = new StringBuilder();
        Writer reader = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                read.append(text, from, length);
                if (read.indexOf("the second") >= 0) {
                    throw new IOException("goes away");
                }
                journal.accept(Happening.of(new Effect.Say(2, false, "the second")));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        try (ControlServer server =
                ControlServer.open(directory.resolve("agent.sock"), () -> state, event -> {}, journal)) {
            int exit = RootCommand.commandLine(NEVER_RUN)
                    .setOut(new PrintWriter(reader))
                    .execute("events", "--follow", "--config", file);
            assertThat(exit).isZero();
        }
        assertThat(read.toString()).containsOnlyOnce("the first").containsOnlyOnce("the second");
    }

    @Test
    void the_version_says_what_it_runs_on() {
        assertThat(run("version")).isZero();
        String version = out.toString();
        assertThat(version).startsWith("multipath-agent ").contains("Java " + System.getProperty("java.version"));
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).isEqualTo(version);
        assertThat(run("version", "--json")).isZero();
        assertThat(out.toString()).startsWith("{\"version\":\"").contains("\"java\":\"");
    }
}
