package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash makes of the script. */
class CompletionCommandTest {
    @TempDir
    private Path directory;

    /** What bash offers for the last word. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        StringWriter script = new StringWriter();
        int exit = RootCommand.commandLine((config, reread) -> {})
                .setOut(new PrintWriter(script))
                .execute("completion");
        assertThat(exit).isZero();
        Path file = Files.writeString(directory.resolve("completion"), script.toString());
        String typed = String.join(" ", words);
        // compopt works only while a key is pressed.
        String ask = "source " + file + "; compopt() { :; }; COMP_WORDS=(" + typed
                + "); [[ ${!#} == end ]] || COMP_WORDS+=('');"
                + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='" + typed + "';"
                + " $(complete -p multipath-agent | sed 's/.*-F \\([^ ]*\\).*/\\1/'); printf '%s\\n' \"${COMPREPLY[@]}\"";
        boolean half = !typed.endsWith(" ");
        Process bash = new ProcessBuilder("bash", "-c", ask, "bash", half ? "end" : "next")
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.lines().map(String::strip).toList();
    }

    @Test
    void commands_are_completed() throws Exception {
        assertThat(offered("multipath-agent", "")).contains("run", "check", "plan", "use", "completion");
        assertThat(offered("multipath-agent", "st")).containsExactly("status");
        assertThat(offered("multipath-agent", "e"))
                .contains("enable", "events", "explain")
                .doesNotContain("plan");
    }

    @Test
    void options_are_completed_for_each_command() throws Exception {
        assertThat(offered("multipath-agent", "status", "--w")).containsExactly("--watch");
        assertThat(offered("multipath-agent", "plan", "--"))
                .contains("--config", "--exit-code", "--json")
                .doesNotContain("--watch");
    }
}
