package dev.multipath.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.HookConfig;
import dev.multipath.agent.config.NoticeKind;
import dev.multipath.testkit.netns.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks, with real programs. */
final class HookProcessTest {
    private static final Notice NOTICE = new Notice(
            17,
            Instant.parse("2026-11-29T10:00:00Z"),
            "down",
            "hinet",
            "eth0",
            "inet",
            "down",
            "up",
            "no \"answer\" $(touch /tmp/never)",
            List.of("192.0.2.2", "192.0.2.3"),
            List.of("2001:db8:4200::/56"),
            Optional.of("192.0.2.1"),
            Optional.empty());

    @TempDir
    private Path directory;

    private Path script(String... lines) throws IOException {
        Path file = directory.resolve("hook");
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static HookConfig hook(Duration timeout, String... run) {
        return new HookConfig(List.of(run), EnumSet.allOf(NoticeKind.class), timeout);
    }

    private static Optional<String> run(HookConfig hook, String json) throws InterruptedException {
        return new HookProcess(hook, NOTICE).run(json);
    }

    @Test
    void a_hook_has_its_arguments_the_notice_in_its_environment_and_json_on_standard_input() throws Exception {
        Path said = directory.resolve("said");
        Path program =
                script("{ printf '%s\\n' \"$@\"; env | grep ^MULTIPATH_ | grep -v NETNS | sort; cat; } > " + said);
        assertThat(run(hook(Duration.ofSeconds(30), program.toString(), "a b", "$HOME;ls"), "{\"event\":\"down\"}"))
                .isEmpty();
        assertThat(Files.readString(said)).isEqualTo("""
            a b
            $HOME;ls
            MULTIPATH_ADDRESSES=192.0.2.2 192.0.2.3
            MULTIPATH_DELEGATED=2001:db8:4200::/56
            MULTIPATH_EVENT=down
            MULTIPATH_EVENT_ID=17
            MULTIPATH_FAMILY=inet
            MULTIPATH_GATEWAY=192.0.2.1
            MULTIPATH_INTERFACE=eth0
            MULTIPATH_OLD_STATE=up
            MULTIPATH_OUTAGE_SECONDS=
            MULTIPATH_REASON=no "answer" $(touch /tmp/never)
            MULTIPATH_STATE=down
            MULTIPATH_TIME=2026-11-29T10:00:00Z
            MULTIPATH_UPLINK=hinet
            {"event":"down"}
            """);
    }

    @Test
    void one_that_fails_or_reads_nothing_says_so_and_no_more() throws Exception {
        assertThat(run(hook(Duration.ofSeconds(30), script("exit 3").toString()), "{}"))
                .contains("exit status 3");
    }

    @Test
    void one_that_hangs_is_killed_with_its_children_though_they_ignore_the_first_signal() throws Exception {
        Path pids = directory.resolve("pids");
        Path program = script("trap '' TERM", "sleep 1000 &", "echo $$ $! > " + pids, "while :; do sleep 1; done");
        assertThat(run(hook(Duration.ofMillis(500), program.toString()), "{}").orElseThrow())
                .contains("did not end within 500 ms");
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            Await.until(
                    Duration.ofSeconds(10),
                    "the end of " + pid,
                    () -> ProcessHandle.of(Long.parseLong(pid))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        }
    }

    @Test
    void one_that_prints_without_end_blocks_neither_itself_nor_the_log() throws Exception {
        List<String> log = new java.util.ArrayList<>();
        HookOutput output = new HookOutput(log::add);
        byte[] lines = ("x".repeat(1000) + "\n").repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        output.drain(new java.io.ByteArrayInputStream(lines));
        output.end();
        assertThat(log).hasSize(HookOutput.MOST_LINES + 1).last().asString().contains("left out");
        assertThat(log.get(0)).hasSize(HookOutput.LONGEST_LINE);

        Path program = script("i=0; while [ $i -lt 5000 ]; do echo 0123456789012345678901234567890; i=$((i+1)); done");
        assertThat(run(hook(Duration.ofSeconds(30), program.toString()), "{}")).isEmpty();
    }

    @Test
    void one_whose_child_keeps_its_output_open_has_ended_all_the_same() throws Exception {
        Path pid = directory.resolve("pid");
        Path program = script("sleep 1000 & echo $! > " + pid);
        try {
            assertThat(run(hook(Duration.ofSeconds(60), program.toString()), "{}"))
                    .isEmpty();
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_program_that_everybody_may_write_or_nobody_may_run_is_refused() throws Exception {
        Path program = script("exit 0");
        assertThat(HookFile.complaint(program)).isEmpty();
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(run(hook(Duration.ofSeconds(30), program.toString()), "{}").orElseThrow())
                .contains("written by everybody");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(HookFile.complaint(program).orElseThrow()).contains("not executable");
        Files.delete(program);
        assertThat(HookFile.complaint(program).orElseThrow()).contains("does not exist");
        assertThat(HookFile.complaint(directory).orElseThrow()).contains("is no file");
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path inside = Files.createFile(open.resolve("hook"));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(HookFile.complaint(inside).orElseThrow()).contains("directory");
    }
}
