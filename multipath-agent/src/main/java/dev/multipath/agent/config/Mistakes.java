package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/**
 * Collects what is wrong with one file.
 *
 * <p>Where the syntax is broken, only what can be told for certain is kept: nothing about keys that stand behind a
 * section header nobody could read (they would seem to belong to the section before), and nothing that depends on a key
 * being absent (it may be on the line that could not be read).
 */
final class Mistakes {
    private static final TomlPosition START = TomlPosition.positionAt(1, 1);

    private final String file;
    private final SyntaxErrors syntax;
    private final Set<ConfigError> errors = new LinkedHashSet<>();
    private final List<ConfigWarning> warnings = new ArrayList<>();

    Mistakes(String file, SyntaxErrors syntax) {
        this.file = file;
        this.syntax = syntax;
        for (SyntaxErrors.SyntaxError error : syntax.errors()) {
            put(error.at(), error.message());
        }
    }

    /** A mistake that stands in the file for itself: a key or a value. */
    void add(@Nullable TomlPosition at, String message) {
        TomlPosition place = at == null ? START : at;
        if (!syntax.isOrphan(place.line())) {
            put(place, message);
        }
    }

    /** A mistake that would be none if a line that could not be read held the right thing. */
    void addUnlessBroken(@Nullable TomlPosition at, String message) {
        if (syntax.errors().isEmpty()) {
            add(at, message);
        }
    }

    /** A mistake in another file, which the configuration names. */
    void add(String otherFile, int line, int column, String message) {
        errors.add(new ConfigError(otherFile, line, column, message));
    }

    void warn(@Nullable TomlPosition at, String message) {
        TomlPosition place = at == null ? START : at;
        warn(file, place.line(), place.column(), message);
    }

    void warn(String inFile, int line, int column, String message) {
        ConfigWarning warning = new ConfigWarning(inFile, line, column, message);
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /** By position, none of them twice. */
    List<ConfigError> errors() {
        List<ConfigError> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparing((ConfigError error) -> rank(error.file()))
                .thenComparingInt(ConfigError::line)
                .thenComparingInt(ConfigError::column));
        return sorted;
    }

    /** By position, none of them twice. */
    List<ConfigWarning> warnings() {
        List<ConfigWarning> sorted = new ArrayList<>(warnings);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparing((ConfigWarning warning) -> rank(warning.file()))
                    .thenComparingInt(ConfigWarning::line)
                    .thenComparingInt(ConfigWarning::column));
        }
        return sorted;
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** The configuration itself comes before the files it names. */
    private String rank(String ofFile) {
        return ofFile.equals(file) ? "" : ofFile;
    }

    private void put(TomlPosition at, String message) {
        errors.add(new ConfigError(file, at.line(), at.column(), message));
    }
}
