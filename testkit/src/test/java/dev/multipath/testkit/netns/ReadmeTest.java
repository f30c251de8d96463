package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example is the one that is compiled and run. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/org/example/ReadmeExampleNetnsIT.java");

    @Test
    void showsTheExampleAsItIs() throws IOException {
        String example = Files.readString(EXAMPLE);
        int begins = example.indexOf("// README begins\n") + "// README begins\n".length();
        String shown = example.substring(begins, example.indexOf("// README ends\n"));
        assertThat(Files.readString(README)).contains("```java\n" + shown + "```\n");
    }
}
