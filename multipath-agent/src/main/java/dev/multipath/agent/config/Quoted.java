package dev.multipath.agent.config;

/** Text of a file as messages show it: in quotes, on one line, not too long. */
final class Quoted {
    private static final int MAX_LENGTH = 60;

    private Quoted() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        int length = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        if (length < text.length()) {
            out.append('…');
        }
        return out.append('"').toString();
    }

    /** {@code "a"}, {@code "a" or "b"}, {@code "a", "b" or "c"}. */
    static String choice(String[] words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (i > 0) {
                out.append(i == words.length - 1 ? " or " : ", ");
            }
            out.append('"').append(words[i]).append('"');
        }
        return out.toString();
    }
}
