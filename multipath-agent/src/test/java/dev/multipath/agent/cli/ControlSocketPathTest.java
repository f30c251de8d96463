package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.agent.status.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlSocketPathTest {
    private static final String DEFAULT = "/run/multipath/agent.sock";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[[uplink]]\ninterface = \"eth0\"\n",
                "[agent]\n# control-socket = \"/tmp/a.sock\"\n",
                "[agent]\ntable-base = 7700\n"
            })
    void a_file_without_the_key_has_the_default(String text) {
        assertThat(ControlSocketPath.glance(text)).contains(DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[agent]\ncontrol-socket = \"/tmp/a.sock\"\n",
                "[agent]\r\ncontrol-socket = \"/tmp/a.sock\"\r\n",
                "[agent] # ours\n\tcontrol-socket='/tmp/a.sock' # there",
                "[ agent ]\ninternal-interfaces = [\n  \"eth2\",\n]\ncontrol-socket = \"/tmp/a.sock\"",
                "# control-socket = \"/b\"\n[probe]\n[agent]\ncontrol-socket = \"/tmp/a.sock\"\n[[uplink]]\n"
            })
    void a_plain_line_says_it(String text) {
        assertThat(ControlSocketPath.glance(text)).contains("/tmp/a.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.control-socket = \"/tmp/a.sock\"\n",
                "agent = { control-socket = \"/tmp/a.sock\" }\n",
                "[agent]\n\"control-socket\" = \"/tmp/a.sock\"\n",
                "[agent]\n\"control\\u002dsocket\" = \"/tmp/a.sock\"\n",
                "[\"\\u0061gent\"]\ncontrol-socket = \"/tmp/a.sock\"\n",
                "[agent]\ncontrol-socket = \"/tmp/\\u0061.sock\"\n",
                "[agent]\ncontrol-socket = \"\"\"/tmp/a.sock\"\"\"\n",
                "[agent]\ncontrol-socket = \"/tmp/a.sock\" \"\n",
                "[agent]\ncontrol-socket = \"a.sock\"\n",
                "[agent]\ncontrol-socket = 5\n",
                "[agent]\ncontrol-socket\n",
                "[agent]\ncontrol-socket = \"/tmp/a.sock\"\ncontrol-socket = \"/tmp/b.sock\"\n",
                "[probe]\ncontrol-socket = \"/tmp/a.sock\"\n",
                "x = '''\n[agent]\ncontrol-socket = \"/tmp/a.sock\"\n'''\n",
                "\ufeff[agent]\ncontrol-socket = \"/tmp/a.sock\"\n"
            })
    void all_else_is_for_the_parser(String text) {
        assertThat(ControlSocketPath.glance(text)).isEqualTo(Optional.empty());
    }

    @Test
    void the_parser_finds_what_a_glance_does_not() throws IOException {
        Path file = directory.resolve("agent.toml");
        Files.writeString(file, "agent.control-socket = \"/tmp/a.sock\"\n[[uplink]]\ninterface = \"eth0\"\n");
        assertThat(ControlSocketPath.of(file)).isEqualTo(Path.of("/tmp/a.sock"));
    }

    @Test
    void a_mistake_elsewhere_does_not_matter() throws IOException {
        Path file = directory.resolve("agent.toml");
        Files.writeString(file, "[agent]\ncontrol-socket = \"/tmp/a.sock\"\n[[uplink\n");
        assertThat(ControlSocketPath.of(file)).isEqualTo(Path.of("/tmp/a.sock"));
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error_of_the_configuration() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> ControlSocketPath.of(directory.resolve("none.toml")))
                .withMessage(directory.resolve("none.toml") + ": cannot be read: no such file")
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.CONFIG));
    }
}
