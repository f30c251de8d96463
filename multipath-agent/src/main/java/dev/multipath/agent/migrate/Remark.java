package dev.multipath.agent.migrate;

/**
 * What became of one statement.
 *
 * @param line of the original, from 1
 * @param source what stands there
 */
public record Remark(int line, String source, Fate fate, String text) {

    /** In one word. */
    public enum Fate {
        TRANSLATED,
        /** The agent has no use for it. */
        NOT_NEEDED,
        /** Somebody has to look at it. */
        BY_HAND
    }

    @Override
    public String toString() {
        String arrow = fate == Fate.TRANSLATED ? " -> " : fate == Fate.NOT_NEEDED ? ": not needed: " : ": BY HAND: ";
        return source + arrow + text;
    }
}
