package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.probe.dns.DnsReplyFuzz;
import dev.multipath.agent.probe.http.ResponseFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Every input of the fuzzing corpus, former findings among them, is read as it must be. {@code scripts/fuzz} finds more. */
final class CorpusTest {
    private static final Path CORPUS = Path.of("src", "fuzz", "corpus");
    /** Far more than the whole corpus takes: a decoder that loops is stopped. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Map<String, Consumer<byte[]>> TARGETS =
            Map.of("DnsReplyFuzz", DnsReplyFuzz::fuzzerTestOneInput, "ResponseFuzz", ResponseFuzz::fuzzerTestOneInput);

    @Test
    void every_input_is_read_or_refused() {
        TARGETS.forEach((title, target) -> {
            List<Path> inputs = files(CORPUS.resolve(title));
            assertThat(inputs).hasSizeGreaterThan(10);
            Assertions.assertTimeoutPreemptively(PATIENCE, () -> inputs.forEach(input -> assertRead(target, input)));
        });
    }

    @Test
    void every_directory_is_the_corpus_of_a_target() {
        assertThat(files(CORPUS))
                .extracting(directory -> directory.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }

    private static void assertRead(Consumer<byte[]> target, Path input) {
        try {
            target.accept(Files.readAllBytes(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError("multipath-agent/" + input + ", again by scripts/fuzz --input=…", e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
