package dev.multipath.agent.migrate;

import java.util.Collection;
import java.util.stream.Collectors;

/** A TOML file being written. */
final class Toml {
    private static final int COMMENT_COLUMN = 40;

    private final StringBuilder out = new StringBuilder();

    Toml comment(String text) {
        out.append(text.isEmpty() ? "#" : "# ").append(plain(text)).append('\n');
        return this;
    }

    Toml blank() {
        out.append('\n');
        return this;
    }

    /** A line with a remark behind it. */
    Toml line(String code, String remark) {
        out.append(code);
        if (!remark.isEmpty()) {
            out.append(" ".repeat(Math.max(1, COMMENT_COLUMN - code.length())))
                    .append("# ")
                    .append(plain(remark));
        }
        out.append('\n');
        return this;
    }

    static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(Character.isISOControl(c) ? ' ' : c);
        }
        return quoted.append('"').toString();
    }

    static String list(Collection<String> texts) {
        return texts.stream().map(Toml::string).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
