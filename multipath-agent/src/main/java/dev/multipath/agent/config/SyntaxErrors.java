package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * What is not TOML in a file, and which of its lines cannot be judged for that reason.
 *
 * <p>The parser goes on behind a broken line. Behind a broken section header it adds the keys that follow to the
 * section before: those lines are called orphans here, up to the next header.
 */
final class SyntaxErrors {

    /** One line the parser could not read. */
    record SyntaxError(TomlPosition at, String message) {}

    private final List<SyntaxError> errors = new ArrayList<>();
    private final Set<Integer> orphans = new HashSet<>();

    /** @param source the text that was parsed */
    SyntaxErrors(TomlParseResult toml, String source) {
        if (!toml.hasErrors()) {
            return;
        }
        String[] lines = source.split("\n", -1);
        findOrphans(toml, lines);
        for (TomlParseError error : toml.errors()) {
            TomlPosition at = error.position();
            String message = String.valueOf(error.getMessage());
            boolean followsFromBrokenHeader = SyntaxText.isDuplicate(message) && isOrphan(at.line());
            if (!followsFromBrokenHeader || isHeader(lines, at.line())) {
                String line = at.line() <= lines.length ? lines[at.line() - 1] : "";
                errors.add(new SyntaxError(at, SyntaxText.of(message, line)));
            }
        }
    }

    List<SyntaxError> errors() {
        return errors;
    }

    /** Whether a key on this line stands behind a header that could not be read. */
    boolean isOrphan(int line) {
        return orphans.contains(line);
    }

    private void findOrphans(TomlParseResult toml, String[] lines) {
        Set<Integer> understood = new HashSet<>();
        collectHeaders(toml, understood);
        for (TomlParseError error : toml.errors()) {
            int line = error.position().line();
            if (!isHeader(lines, line) || understood.contains(line)) {
                continue;
            }
            do {
                orphans.add(line++);
            } while (line <= lines.length && !isHeader(lines, line));
        }
    }

    private static boolean isHeader(String[] lines, int line) {
        return line <= lines.length && lines[line - 1].stripLeading().startsWith("[");
    }

    /** The lines at which sections start that the parser did make out. */
    private static void collectHeaders(TomlTable table, Set<Integer> lines) {
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            Object value = table.get(path);
            TomlPosition at = table.inputPositionOf(path);
            if (at != null && value instanceof TomlTable) {
                lines.add(at.line());
            }
            if (value instanceof TomlTable section) {
                collectHeaders(section, lines);
            } else if (value instanceof TomlArray array) {
                collectHeaders(array, lines);
            }
        }
    }

    private static void collectHeaders(TomlArray array, Set<Integer> lines) {
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable section) {
                lines.add(array.inputPositionOf(i).line());
                collectHeaders(section, lines);
            }
        }
    }
}
