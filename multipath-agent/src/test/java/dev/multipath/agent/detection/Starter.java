package dev.multipath.agent.detection;

/** Starts a {@link Watcher}. */
interface Starter {
    /**
     * One that takes the line for alive.
     *
     * @param dice for what it does at random itself
     * @param start when it begins to watch, virtual nanoseconds
     */
    Watcher start(Dice dice, long start);
}
