package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawArgumentsTest {
    private static byte[] line(String... arguments) {
        return (String.join("\0", arguments) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> last(List<String> decoded, byte[] line) {
        return RawArguments.last(decoded, line).stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void bytes_that_the_locale_lost_are_found() {
        assertThat(last(List.of("cat", "\ufffd"), line("java", "use", "--", "cat", "\u00ff")))
                .containsExactly("cat", "\u00ff");
    }

    @Test
    void empty_ones_count() {
        assertThat(last(List.of("a", "", ""), line("java", "a", "", ""))).containsExactly("a", "", "");
    }

    @Test
    void a_line_of_something_else_is_not_believed() {
        assertThat(last(List.of("ls", "x"), line("java", "-jar", "y"))).containsExactly("ls", "x");
        assertThat(last(List.of("ls", "x"), new byte[0])).containsExactly("ls", "x");
    }
}
