package dev.multipath.agent.config;

/**
 * A file that holds a secret, and where the configuration names it: it is read later, and mistakes in it are reported
 * there.
 *
 * @param path absolute
 * @param line from 1
 * @param column from 1
 */
public record SecretFile(String path, int line, int column) {
    @Override
    public String toString() {
        return path;
    }
}
