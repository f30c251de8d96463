package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code import-configs}, and {@code check} of what it prints. */
final class ImportConfigsCommandTest {
    private static final String CONFIGS = """
        #-- 定義固定界面之閘道及權重,許功蓋 --#
        fixed_gw="eth0:192.0.2.1:4 eth1:198.51.100.1:1"   # 備援
        fixed_dest="203.0.113.53"
        int_if="eth2"
        INTERVAL=60
        MAIL=root
        GREP=/bin/grep
        """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return RootCommand.commandLine((config, reread) -> {
                    throw new AssertionError("no test runs the agent");
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("configs"), bytes).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "Big5"})
    void what_it_prints_passes_check_whatever_the_comments_are_written_in(String charset) throws IOException {
        String configs = file(CONFIGS.replace("\n", "\r\n").getBytes(Charset.forName(charset)));

        assertThat(run("import-configs", configs)).isZero();
        String toml = out.toString();
        assertThat(toml).contains("gateway = \"192.0.2.1\"\nweight = 4\n").contains("internal-interfaces = [\"eth2\"]");
        assertThat(err.toString())
                .contains(configs + ":2: fixed_gw=\"eth0:192.0.2.1:4 eth1:198.51.100.1:1\" -> [[uplink]] eth0, eth1\n")
                .contains(configs + ":7: GREP=/bin/grep: not needed: ")
                .endsWith("6 statements: 5 translated, 1 not needed, 0 to be looked at by hand\n");

        Path agent = Files.writeString(directory.resolve("agent.toml"), toml);
        assertThat(run("check", "--config", agent.toString())).isZero();
        assertThat(out.toString()).isEqualTo("ok\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_file_that_is_none_prints_nothing_and_fails() throws IOException {
        assertThat(run("import-configs", file("hello\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("expected a configs of the 2004 scripts");
        assertThat(run("import-configs", directory.resolve("nobody").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");
        assertThat(run("import-configs")).isEqualTo(64);
    }
}
