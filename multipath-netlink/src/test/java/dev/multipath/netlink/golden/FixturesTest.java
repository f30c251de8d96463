package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.KernelObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The selection of recorded messages that every clone has: read, printed as iproute2 prints, and encoded again. */
final class FixturesTest {
    private record Fixture(String about, String reading, String hex) {
        byte[] message() {
            return HexFormat.of().parseHex(hex);
        }

        boolean isRequest() {
            return !about.endsWith("(kernel)");
        }
    }

    @TestFactory
    Stream<DynamicTest> each_is_read_printed_and_encoded_again() {
        return Stream.of("routes", "rules", "addresses", "links", "nexthops", "neighbours")
                .flatMap(file -> fixtures(file).stream())
                .map(fixture -> DynamicTest.dynamicTest(fixture.about(), () -> {
                    KernelObject object = Messages.decode(fixture.message());
                    assertThat(object).hasToString(fixture.reading());

                    byte[] again = Messages.encode(object, fixture.message()[4], fixture.isRequest());
                    assertThat(Messages.attributes(again)).isEqualTo(Messages.attributes(fixture.message()));
                    assertThat(Messages.header(again)).isEqualTo(Messages.header(fixture.message()));
                }));
    }

    private static List<Fixture> fixtures(String file) {
        List<Fixture> fixtures = new ArrayList<>();
        String about = "";
        String reading = "";
        StringBuilder hex = new StringBuilder();
        for (String line : (text("/golden/" + file + ".txt") + "\n\n").split("\n", -1)) {
            if (line.startsWith("> ")) {
                about = line.substring(2);
            } else if (line.startsWith("= ")) {
                reading = line.substring(2);
            } else if (line.isBlank() && hex.length() > 0) {
                fixtures.add(new Fixture(about, reading, hex.toString()));
                hex.setLength(0);
            } else {
                hex.append((line + "#"), 0, (line + "#").indexOf('#'));
                hex.replace(0, hex.length(), hex.toString().replace(" ", ""));
            }
        }
        assertThat(fixtures).isNotEmpty();
        return fixtures;
    }

    private static String text(String resource) {
        try (InputStream in = FixturesTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
