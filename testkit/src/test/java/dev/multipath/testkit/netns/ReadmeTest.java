package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's examples are those that are compiled and run. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/org/example/ReadmeExampleNetnsIT.java");

    private static final Path FAKE_EXAMPLE = Path.of("src/test/java/org/example/FakeKernelExampleTest.java");
    private static final Path SIMULATION_EXAMPLE = Path.of("src/test/java/org/example/SimulationExampleTest.java");

    private static final Path HISTORY_EXAMPLE = Path.of("src/test/java/org/example/FakeHistoryExampleTest.java");

    @Test
    void showsTheExampleAsItIs() throws IOException {
        showsAsItIs(EXAMPLE);
    }

    @Test
    void showsTheFakeKernelsExampleAsItIs() throws IOException {
        showsAsItIs(FAKE_EXAMPLE);
    }

    @Test
    void showsTheFakeKernelsHistoryAsItIs() throws IOException {
        showsAsItIs(HISTORY_EXAMPLE);
    }

    @Test
    void showsTheSimulationsExampleAsItIs() throws IOException {
        showsAsItIs(SIMULATION_EXAMPLE);
    }

    private static void showsAsItIs(Path file) throws IOException {
        String example = Files.readString(file);
        int begins = example.indexOf("// README begins\n") + "// README begins\n".length();
        String shown = example.substring(begins, example.indexOf("// README ends\n"));
        assertThat(Files.readString(README)).contains("```java\n" + shown + "```\n");
    }
}
