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
 * A recorded message of {@code /golden/FILE.txt}: a line with {@code >} says what it is about, one with {@code =} how it
 * is read, the rest is the message, with comments behind {@code #}.
 */
record Fixture(String about, String reading, String hex) {
    byte[] message() {
        return HexFormat.of().parseHex(hex);
    }

    boolean isRequest() {
        return !about.endsWith("(kernel)");
    }

    static List<Fixture> of(String file) {
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
