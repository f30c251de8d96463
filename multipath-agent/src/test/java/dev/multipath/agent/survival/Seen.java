package dev.multipath.agent.survival;

/**
 * What was seen of a conversation between a mark and now; times are {@link System#nanoTime}, 0 where it did not happen.
 *
 * @param port the client's
 * @param lost questions since the mark that have no answer though a later one has
 * @param aliveBefore whether it was answered just before the mark
 * @param before the uplink of its answers before the mark
 * @param now that of its last answer
 * @param gap the longest time without an answer since the mark, in nanoseconds
 * @param movedAt when another uplink's answer came first
 * @param firstAnswer the first one since the mark, or since it was woken
 * @param end the error, or ""
 */
record Seen(
        Group group,
        int port,
        int lost,
        boolean aliveBefore,
        int before,
        int now,
        long gap,
        long lastAnswer,
        long movedAt,
        long firstAnswer,
        long endedAt,
        String end) {
    boolean hasEnded() {
        return endedAt != 0;
    }
}
