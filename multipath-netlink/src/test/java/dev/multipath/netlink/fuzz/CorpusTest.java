package dev.multipath.netlink.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input of the fuzzing corpus, former findings among them, is read as it must be. {@code scripts/fuzz} finds more. */
final class CorpusTest {
    private static final Path CORPUS = Path.of("src", "fuzz", "corpus");
    /** Far more than the whole corpus takes: a decoder that loops is stopped. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource
    void every_input_is_a_record_or_a_decode_exception(Target target) {
        List<Path> inputs = files(CORPUS.resolve(target.title()));
        assertThat(inputs).hasSizeGreaterThan(10);
        Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
            for (Path input : inputs) {
                assertRead(target, input);
            }
        });
    }

    @Test
    void every_directory_is_the_corpus_of_a_target() {
        assertThat(files(CORPUS))
                .extracting(directory -> directory.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Target.values()).map(Target::title).toList());
    }

    private static void assertRead(Target target, Path input) {
        try {
            target.run(Files.readAllBytes(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError(
                    "multipath-netlink/" + input + ", again by: scripts/fuzz --input=multipath-netlink/" + input + " "
                            + target.title(),
                    e);
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
