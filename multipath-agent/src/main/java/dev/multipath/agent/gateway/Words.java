package dev.multipath.agent.gateway;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Words of a file that ISC's programs write: braces and semicolons by themselves, text in quotes, # comments. Pure. */
final class Words {
    private final String text;
    private int at;

    Words(byte[] content) {
        // Bytes that are no text must not stop the reading of what is.
        text = new String(content, StandardCharsets.ISO_8859_1);
    }

    /** The next one, without its quotes; null at the end. */
    @Nullable
    String next() {
        skipBlanks();
        if (at == text.length()) {
            return null;
        }
        int start = at;
        char first = text.charAt(at++);
        if (isMark(first)) {
            return String.valueOf(first);
        }
        if (first == '"') {
            return quoted(start);
        }
        while (at < text.length() && !isMark(text.charAt(at)) && text.charAt(at) > ' ') {
            at++;
        }
        return text.substring(start, at);
    }

    /** Quotes do not go across lines: a cut-off one ends there. */
    private String quoted(int start) {
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        int end = Math.min(at, text.length());
        at = Math.min(end + 1, text.length());
        return text.substring(start + 1, end);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.charAt(at) <= ' ') {
                at++;
            } else {
                return;
            }
        }
    }

    private static boolean isMark(char c) {
        return c == '{' || c == '}' || c == ';';
    }
}
