package dev.multipath.agent.config;

/**
 * Something in a configuration file that is allowed but probably not meant, and its place.
 *
 * @param file as the operator named it
 * @param line from 1
 * @param column from 1
 * @param message what to expect of it; what would be better
 */
public record ConfigWarning(String file, int line, int column, String message) {

    /** The line an operator sees, and an editor jumps by: {@code FILE:LINE:COLUMN: warning: message}. */
    @Override
    public String toString() {
        return file + ':' + line + ':' + column + ": warning: " + message;
    }
}
