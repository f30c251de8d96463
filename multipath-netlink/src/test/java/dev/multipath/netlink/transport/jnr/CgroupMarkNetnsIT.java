package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.transport.CgroupMark;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cgroups that mark sockets, and a JVM that becomes another program; each in a process of its own. */
@Timeout(120)
class CgroupMarkNetnsIT {
    /** The kernel lets root of a user namespace load no program of this kind. */
    private static final String EVERYBODY = "0 0 4294967295";

    private static final String VALUE = "0x3f000000";

    private final String group = "multipath-it-" + ProcessHandle.current().pid();
    private NetNs namespace;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws Exception {
        String users = Files.readString(Path.of("/proc/self/uid_map")).strip().replaceAll(" +", " ");
        assumeTrue(users.equals(EVERYBODY), "cgroups mark sockets only for root of the machine");
        assumeTrue(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" - cgroup2 "),
                "no cgroup2 hierarchy is mounted here");
        namespace = NetNs.create();
        namespace.call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), "0 0"));
        said(new ProcessBuilder("nsenter", "--net=" + namespace.path(), "ip", "link", "set", "lo", "up"));
    }

    @AfterEach
    void close() throws IOException {
        if (namespace != null) {
            namespace.close();
            CgroupMark.deleteEmpty(group);
        }
    }

    @Test
    void sockets_of_every_kind_and_family_have_the_mark_from_birth() throws Exception {
        assertThat(said("seed", "0x3f000000").lines()).hasSize(8).allMatch(line -> line.endsWith(" " + VALUE));
    }

    @Test
    void children_of_the_program_have_it_too() throws Exception {
        String said = said("seed", "0x3f000000", "bash", "-c", "(exec 3<>/dev/udp/::1/9; ss -Huane); true");

        assertThat(said).contains("fwmark:0x3f000000");
    }

    @Test
    void a_program_inside_may_go_over_to_another_mark() throws Exception {
        List<String> again = command("hinet", "0x01000000");

        List<String> all = new ArrayList<>(List.of("env"));
        all.addAll(again);
        String said = said("seed", "0x3f000000", all.toArray(String[]::new));

        assertThat(said.lines().skip(8)).hasSize(8).allMatch(line -> line.endsWith(" 0x1000000"));
    }

    @Test
    void what_nobody_uses_any_more_is_deleted_and_only_that() throws Exception {
        Process sleeping = start("busy", VALUE, "sleep", "60");
        try {
            assertThat(sleeping.getInputStream().readNBytes(8).length).isEqualTo(8);
            said("idle", VALUE);

            assertThat(CgroupMark.deleteEmpty(group))
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly("idle");
        } finally {
            sleeping.destroyForcibly().waitFor();
        }
        assertThat(CgroupMark.deleteEmpty(group))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("busy", group);
    }

    @Test
    void the_program_is_the_same_process_with_the_same_descriptors_and_no_others() throws Exception {
        Path file = Files.createFile(directory.resolve("inherited"));
        List<String> java = command("-", VALUE, "bash", "-c", "echo $$; for f in /proc/$$/fd/*; do readlink $f; done");

        String script = "echo $$; readlink /proc/$$/fd/0; exec 7<" + file + "; exec \"$@\"";
        List<String> argv = new ArrayList<>(List.of("bash", "-c", script, "sh"));
        argv.addAll(java);
        List<String> lines = said(new ProcessBuilder(argv)).lines().toList();

        assertThat(lines.get(2)).isEqualTo(lines.get(0));
        assertThat(lines.subList(3, lines.size()))
                .filteredOn(line -> line.startsWith("/"))
                .contains(file.toString())
                .noneMatch(line -> line.endsWith(".jar") || line.contains("/jvm/"));
    }

    /** A JVM blocks SIGQUIT in its threads, and this test's own JVM passes that on, with signal 32 ignored. */
    @Test
    void signals_are_blocked_and_ignored_as_they_were_before_the_jvm() throws Exception {
        assertThat(signals("", "DEFAULT")).containsExactly(0L, 0L);
        assertThat(signals("SIGUSR1", "IGNORE")).containsExactly(1L << 9, 1L);
    }

    /** Which of the first 31 are blocked, and which ignored. */
    private List<Long> signals(String blocked, String hangup) throws Exception {
        // Whoever runs the tests in the background has SIGINT and SIGQUIT ignored.
        String perl = "use POSIX; sigprocmask(SIG_SETMASK, POSIX::SigSet->new(" + blocked
                + ")); $SIG{$_} = 'DEFAULT' for qw(INT QUIT TERM PIPE); $SIG{HUP} = '" + hangup + "'; exec @ARGV";
        List<String> argv = new ArrayList<>(List.of("perl", "-e", perl, "--"));
        argv.addAll(command("-", VALUE, "grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"));
        return said(new ProcessBuilder(argv))
                .lines()
                .map(line -> Long.parseLong(line.replaceAll(".*\\s", ""), 16) & 0x7fff_ffffL)
                .toList();
    }

    @Test
    void a_program_that_is_not_there_is_said() throws Exception {
        assertThat(said("-", VALUE, "no-such-program")).isEqualTo("execvp no-such-program: ENOENT (2)\n");
    }

    private List<String> command(String name, String value, String... program) {
        List<String> command = new ArrayList<>(List.of(
                "nsenter",
                "--net=" + namespace.path(),
                "--",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MarkedProgram.class.getName(),
                group,
                name,
                value,
                "0x3f000000"));
        command.addAll(List.of(program));
        return command;
    }

    private Process start(String name, String value, String... program) throws IOException {
        return new ProcessBuilder(command(name, value, program))
                .redirectErrorStream(true)
                .start();
    }

    private String said(String name, String value, String... program) throws Exception {
        return said(new ProcessBuilder(command(name, value, program)));
    }

    private static String said(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
