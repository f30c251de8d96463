package dev.multipath.agent.config;

/**
 * One mistake in a configuration file and its place.
 *
 * @param file as the operator named it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong; what was expected
 */
public record ConfigError(String file, int line, int column, String message) {

    /** The line an operator sees, and an editor jumps by: {@code FILE:LINE:COLUMN: message}. */
    @Override
    public String toString() {
        return file + ':' + line + ':' + column + ": " + message;
    }
}
