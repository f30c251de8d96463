package dev.multipath.agent.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One section of the file: where its keys and values stand, and which of them are wrong.
 *
 * <p>A section the file does not have is read like an empty one.
 */
final class TomlSection {
    private final Mistakes mistakes;
    private final String header;
    private final @Nullable TomlTable table;
    private final @Nullable TomlPosition position;
    private final Set<String> wrong = new HashSet<>();
    private final Set<String> meant = new HashSet<>();

    /**
     * @param header as it is written, such as {@code [agent]}
     * @param table null where the file has no such section
     * @param position of the header; null for the file itself, and where the file has no such section
     */
    TomlSection(Mistakes mistakes, String header, @Nullable TomlTable table, @Nullable TomlPosition position) {
        this.mistakes = mistakes;
        this.header = header;
        this.table = table;
        this.position = position;
    }

    Mistakes mistakes() {
        return mistakes;
    }

    String header() {
        return header;
    }

    /** Where the section starts; null where the file does not have it. */
    @Nullable
    TomlPosition position() {
        return position;
    }

    boolean exists() {
        return table != null;
    }

    boolean has(String key) {
        return get(key) != null;
    }

    /** Whether the key is missing, and no misspelt key looks as if it was meant. */
    boolean lacks(String key) {
        return get(key) == null && !meant.contains(key);
    }

    @Nullable
    Object get(String key) {
        return table == null ? null : table.get(List.of(key));
    }

    Set<String> keys() {
        return table == null ? Set.of() : table.keySet();
    }

    /** Where the key stands, or the section if it does not. */
    @Nullable
    TomlPosition keyPosition(String key) {
        TomlPosition at = table == null ? null : table.inputPositionOf(List.of(key));
        return at == null ? position : at;
    }

    /** Where the value of a key starts, or the key if that is unknown. */
    @Nullable
    TomlPosition valuePosition(String key) {
        TomlKeyValue entry = table == null ? null : table.entry(List.of(key));
        TomlPosition at =
                entry == null || entry.value() == null ? null : entry.value().position();
        return at == null ? keyPosition(key) : at;
    }

    /** The line where the value of a key starts. */
    int line(String key) {
        TomlPosition at = valuePosition(key);
        return at == null ? 1 : at.line();
    }

    /** The column where the value of a key starts. */
    int column(String key) {
        TomlPosition at = valuePosition(key);
        return at == null ? 1 : at.column();
    }

    /** Reports a mistake in the value of a key. */
    void wrong(String key, String message) {
        wrong(key, valuePosition(key), message);
    }

    /** Reports a mistake in a part of the value of a key. */
    void wrong(String key, @Nullable TomlPosition at, String message) {
        wrong.add(key);
        mistakes.add(at, message);
    }

    /** Reports a mistake that would be none if a line that could not be read held the right thing. */
    void wrongUnlessBroken(String key, String message) {
        mistakes.addUnlessBroken(valuePosition(key), message);
    }

    /** Warns of the value of a key. */
    void warn(String key, String message) {
        mistakes.warn(valuePosition(key), message);
    }

    /** Whether the value of a key, if it has one, can be used to judge another. */
    boolean isSound(String key) {
        return !wrong.contains(key) && !meant.contains(key);
    }

    /** Reports every key that the section does not have. */
    void checkKeys(String[] known) {
        for (String key : keys()) {
            if (!KnownKeys.contains(known, key) && !wrong.contains(key)) {
                mistakes.add(keyPosition(key), UnknownName.key(key, header, known));
                NearMiss.of(key, known).ifPresent(meant::add);
            }
        }
    }
}
