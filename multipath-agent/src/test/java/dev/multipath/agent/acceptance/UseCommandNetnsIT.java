package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.agent.acceptance.AgentProcess.Said;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code use UPLINK -- COMMAND} to whoever calls it: nothing but the command seems to run. */
@NetnsTest
final class UseCommandNetnsIT {
    @BeforeEach
    void needRoot() throws IOException {
        String users = Files.readString(Path.of("/proc/self/uid_map")).strip().replaceAll(" +", " ");
        assumeTrue(users.equals("0 0 4294967295"), "cgroups mark sockets only for root of the machine");
        assumeTrue(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" - cgroup2 "),
                "no cgroup2 hierarchy is mounted here");
    }

    private static AgentProcess configured(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("hinet"))
                .uplink(UplinkSpec.fixed("seed"))
                .build();
        return AgentProcess.configured(
                topology.gateway(), GatewayFile.of(topology).text());
    }

    private static AgentProcess started(Topology.Builder builder) {
        AgentProcess agent = configured(builder);
        agent.start();
        return agent;
    }

    @Test
    void exit_status_and_signals_are_the_commands_own(Topology.Builder builder) throws Exception {
        try (AgentProcess agent = started(builder)) {
            assertThat(agent.command("use", "seed", "--", "sh", "-c", "echo out; echo err >&2; exit 7"))
                    .isEqualTo(new Said(7, "out\n", "err\n"));
            assertThat(agent.command("use", "seed", "--", "sh", "-c", "kill -KILL $$")
                            .exit())
                    .isEqualTo(128 + 9);
            Process waiting = agent.started("use", "seed", "--", "sh", "-c", "trap 'exit 3' TERM; echo ready; read x");
            assertThat(waiting.inputReader().readLine()).isEqualTo("ready");
            waiting.destroy();
            assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(waiting.exitValue()).isEqualTo(3);
        }
    }

    @Test
    void input_environment_and_arguments_reach_it_byte_by_byte(Topology.Builder builder) throws Exception {
        try (AgentProcess agent = started(builder)) {
            ProcessBuilder cat = agent.commandBuilder(List.of(), "use", "seed", "--", "cat");
            Process process = cat.redirectErrorStream(true).start();
            process.getOutputStream().write("a\nb".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("a\nb");
            String show = "for a; do printf '[%s]' \"$a\"; done; printf '%s' \"$GREETING\"";
            // As a script would, in whatever locale.
            String script = "export LC_ALL=C GREETING=$(printf 'gr\\374\\337'); exec \"$@\" use --config "
                    + agent.directory().resolve("agent.toml") + " seed -- sh -c '" + show.replace("'", "'\\''")
                    + "' x 'two words' '' --config '-x' '@file' \"$(printf 'caf\\303\\251 \\377')\"";
            List<String> java = agent.commandBuilder(List.of(), "x").command();
            List<String> prefix = java.subList(0, java.lastIndexOf("x"));
            ProcessBuilder shell = new ProcessBuilder("bash", "-c", script, "sh");
            shell.command().addAll(prefix);
            Process typed = shell.redirectErrorStream(true).start();
            String said = new String(typed.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(said).isEqualTo("[two words][][--config][-x][@file][caf\u00c3\u00a9 \u00ff]gr\u00fc\u00df");
        }
    }

    @Test
    void no_descriptor_leaks_and_those_of_the_caller_stay(Topology.Builder builder) throws Exception {
        try (AgentProcess agent = started(builder)) {
            List<String> java =
                    agent.commandBuilder(List.of(), "use", "seed", "--", "bash").command();
            String list = "for f in /proc/$$/fd/*; do readlink $f; done; cat <&8";
            ProcessBuilder shell = new ProcessBuilder(
                    "bash", "-c", "exec 8< <(echo substituted); exec \"$@\" -c '" + list + "'", "sh");
            shell.command().addAll(java);
            Process process = shell.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.strip().lines().toList())
                    .endsWith("substituted")
                    .noneMatch(line -> line.endsWith(".jar")
                            || line.contains("jvm")
                            || line.startsWith("socket:")
                            || line.startsWith("anon_inode:"));
        }
    }

    @Test
    void without_an_agent_it_does_not_run(Topology.Builder builder) {
        try (AgentProcess agent = configured(builder)) {
            Said said = agent.command("use", "seed", "--", "echo", "ran");
            assertThat(said.exit()).isEqualTo(69);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).contains("no agent is running");
        }
    }

    @Test
    void what_stands_against_it_is_said(Topology.Builder builder) throws IOException {
        try (AgentProcess agent = started(builder)) {
            assertThat(agent.command("use", "sede", "--", "true"))
                    .isEqualTo(
                            new Said(1, "", "multipath-agent: no uplink is named \"sede\"; did you mean \"seed\"?\n"));
            assertThat(agent.command("use", "seed").exit()).isEqualTo(64);
            assertThat(agent.command("use", "seed", "ls", "-l").err()).contains("Unknown option: '-l'");
            assertThat(agent.command("use", "seed", "--", "no-such-program"))
                    .isEqualTo(new Said(127, "", "multipath-agent: no-such-program: No such file or directory\n"));
            Path plain = Files.createFile(agent.directory().resolve("plain"));
            assertThat(agent.command("use", "seed", "--", plain.toString()))
                    .isEqualTo(new Said(126, "", "multipath-agent: " + plain + ": Permission denied\n"));
            Said unable = agent.without("net_admin", "use", "seed", "--", "true");
            assertThat(unable.exit()).isEqualTo(77);
            assertThat(unable.err()).contains("use needs CAP_NET_ADMIN");
        }
    }
}
