package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentSection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the control socket is, for commands that need to know no more: a TOML parser costs more time than the whole
 * question to the agent, and a file with a mistake elsewhere does not matter to it.
 *
 * <p>A short look at the text decides where it can, and only there. Without multi-line strings, lines that begin with
 * {@code #} are comments and can go. Then the name of the key stands there as it is, or spelt with an escape; so a text
 * with neither has no such key. One with the name once, as the key on a line of its own below the header
 * {@code [agent]}, can mean one thing only. All else is for the parser.
 */
final class ControlSocketPath {
    private static final String KEY = "control-socket";

    private ControlSocketPath() {}

    /** @throws CommandFailedException when the file cannot be read, or had to be parsed and has a mistake */
    static Path of(Path file) {
        String text = ConfigSource.text(file);
        return Path.of(
                glance(text).orElseGet(() -> ConfigSource.config(file).agent().controlSocket()));
    }

    /** Empty where the text must be parsed to know. */
    static Optional<String> glance(String text) {
        if (text.contains("\"\"\"") || text.contains("'''")) {
            return Optional.empty();
        }
        boolean inAgent = false;
        String value = "";
        for (String each : text.split("\n", -1)) {
            String line = each.strip();
            if (line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                inAgent = isAgentHeader(line);
            }
            if (line.contains(KEY)) {
                Optional<String> found = inAgent && value.isEmpty() ? value(line) : Optional.empty();
                if (found.isEmpty()) {
                    return found;
                }
                value = found.get();
            } else if (line.contains("\\u") || line.contains("\\U")) {
                return Optional.empty();
            }
        }
        return Optional.of(value.isEmpty() ? AgentSection.defaults().controlSocket() : value);
    }

    /** A line of an array may begin with a bracket too, but is never this one. */
    private static boolean isAgentHeader(String line) {
        String header = withoutComment(line);
        return header.endsWith("]")
                && header.substring(1, header.length() - 1).strip().equals("agent");
    }

    /** {@code control-socket = "/a/path"}, with either kind of quotes and perhaps a comment. */
    private static Optional<String> value(String line) {
        String rest = line.substring(line.indexOf(KEY) + KEY.length()).strip();
        if (!line.startsWith(KEY) || !rest.startsWith("=")) {
            return Optional.empty();
        }
        String quoted = rest.substring(1).strip();
        char quote = quoted.isEmpty() ? ' ' : quoted.charAt(0);
        int close = quote == '"' || quote == '\'' ? quoted.indexOf(quote, 1) : -1;
        if (close < 2 || !withoutComment(quoted.substring(close + 1).strip()).isEmpty()) {
            return Optional.empty();
        }
        String path = quoted.substring(1, close);
        boolean plain = path.startsWith("/") && path.indexOf('\\') < 0 && path.indexOf('\0') < 0;
        return plain ? Optional.of(path) : Optional.empty();
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment).strip();
    }
}
