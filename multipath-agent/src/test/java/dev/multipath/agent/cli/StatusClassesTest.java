package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.status.ControlServer;
import dev.multipath.agent.status.Journal;
import dev.multipath.agent.status.TwoUplinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command that only asks must not load, since it would make it late. */
@SuppressWarnings("try") // a server need only be there
final class StatusClassesTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(60)
    void status_loads_no_library_but_the_command_line() throws IOException, InterruptedException {
        Path socket = directory.resolve("agent.sock");
        Path file = directory.resolve("agent.toml");
        Files.writeString(file, "[agent]\ncontrol-socket = \"" + socket + "\"\n" + TwoUplinks.FILE);
        AgentState state = new TwoUplinks().started(TwoUplinks.config(TwoUplinks.FILE), System.nanoTime());
        Path output = directory.resolve("output");
        Path log = directory.resolve("classes");
        try (ControlServer server = ControlServer.open(socket, () -> state, event -> {}, new Journal())) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load:file=" + log + ":none",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.multipath.agent.Main",
                            "status",
                            "--json",
                            "--config",
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor()).isZero();
        }
        assertThat(output).content().contains("\"name\":\"hinet\"");
        List<String> ours = Files.readAllLines(log).stream()
                .map(StatusClassesTest::className)
                .filter(name -> !name.matches("(java|javax|jdk|sun|com[.]sun)[.].*"))
                .toList();
        assertThat(ours).contains("dev.multipath.agent.cli.StatusCommand");
        assertThat(ours)
                .filteredOn(name -> !name.startsWith("picocli.") && !name.startsWith("dev.multipath.agent.cli."))
                .as("beside the command line")
                .allMatch(name -> name.startsWith("dev.multipath.agent.status.")
                        || name.startsWith("dev.multipath.agent.config.")
                        || name.startsWith("dev.multipath.agent.Main"));
    }

    /** {@code NAME source: …}. */
    private static String className(String line) {
        return line.split(" ", 2)[0];
    }
}
