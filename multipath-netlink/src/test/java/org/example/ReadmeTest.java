package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The project's README shows the example that is compiled and run. */
class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/org/example/ReadmeExample.java");
    private static final String BEGINS = "    // README begins\n";

    @Test
    void showsTheExampleAsItIs() throws IOException {
        String example = Files.readString(EXAMPLE);
        int begins = example.indexOf(BEGINS) + BEGINS.length();
        String shown = example.substring(begins, example.indexOf("    // README ends\n"));
        assertThat(Files.readString(README)).contains("```java\n" + shown.replaceAll("(?m)^ {4}", "") + "```\n");
    }
}
