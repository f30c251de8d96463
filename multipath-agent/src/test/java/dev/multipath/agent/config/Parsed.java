package dev.multipath.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests ask of a parsed text: its configuration, or its errors and warnings as an operator sees them. */
final class Parsed {
    /** The smallest uplink, to make a file complete. */
    static final String UPLINK = """
        [[uplink]]
        interface = "eth0"
        """;

    private Parsed() {}

    static List<String> errors(String text) {
        return ConfigFile.parse("a.toml", text) instanceof ConfigResult.Invalid invalid
                ? lines(invalid.errors())
                : List.of();
    }

    static AgentConfig config(String text) {
        return valid(text).config();
    }

    static List<String> warnings(String text) {
        return lines(valid(text).warnings());
    }

    static ConfigResult.Valid valid(String text) {
        ConfigResult result = ConfigFile.parse("a.toml", text);
        if (result instanceof ConfigResult.Invalid invalid) {
            throw new AssertionError(String.join("\n", lines(invalid.errors())));
        }
        return (ConfigResult.Valid) result;
    }

    /** A file that stands beside the tests. */
    static String resource(String name) throws IOException {
        try (InputStream in = Parsed.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> lines(List<?> entries) {
        return entries.stream().map(Object::toString).toList();
    }
}
