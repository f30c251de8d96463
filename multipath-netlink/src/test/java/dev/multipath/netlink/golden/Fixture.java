package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A recorded message of the files in {@code src/test/resources/golden}.
 *
 * @param about the command that sent it, or that it answers
 * @param reading how we read it
 * @param hex the whole message
 */
public record Fixture(String about, String reading, String hex) {
    /** The whole message. */
    public byte[] message() {
        return HexFormat.of().parseHex(hex);
    }

    /** Whether a program sent it. */
    boolean isRequest() {
        return !about.endsWith("(kernel)");
    }

    /** Those of one file, in its order. */
    public static List<Fixture> all(String file) {
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
        try (InputStream in = Fixture.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
