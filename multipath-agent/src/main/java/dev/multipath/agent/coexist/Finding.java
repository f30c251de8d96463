package dev.multipath.agent.coexist;

/**
 * Something that does not go together with the agent as configured.
 *
 * @param error whether {@code check} fails because of it
 * @param text what it is, what follows, and the remedy
 */
public record Finding(boolean error, String text) {
    static Finding error(String text) {
        return new Finding(true, text);
    }

    static Finding warning(String text) {
        return new Finding(false, text);
    }
}
