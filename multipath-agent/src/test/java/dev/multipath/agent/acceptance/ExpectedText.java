package dev.multipath.agent.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts out of one file: each under a heading {@code == NAME}, lines with {@code #} aside. */
final class ExpectedText {
    private static final String HEADING = "== ";

    private final Map<String, String> texts;

    private ExpectedText(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Of a resource beside this class. */
    static ExpectedText of(String resource) throws IOException {
        try (InputStream in = ExpectedText.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static ExpectedText parse(String file) {
        Map<String, StringBuilder> bodies = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder();
        for (String line : file.lines().toList()) {
            if (line.startsWith(HEADING)) {
                body = new StringBuilder();
                if (bodies.put(line.substring(HEADING.length()), body) != null) {
                    throw new IllegalArgumentException("twice: " + line);
                }
            } else if (!line.startsWith("#")) {
                body.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        bodies.forEach((name, lines) -> texts.put(name, lines.toString().strip()));
        return new ExpectedText(texts);
    }

    /** The text below that heading. */
    String get(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no text " + name);
        }
        return text;
    }
}
