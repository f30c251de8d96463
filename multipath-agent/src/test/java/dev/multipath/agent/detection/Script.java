package dev.multipath.agent.detection;

/** The rule of a watcher that is a loop of pings and pauses, as most of them are. */
interface Script {
    /** One step of the loop. */
    sealed interface Step permits Pause, Ping {}

    /**
     * {@code sleep}.
     *
     * @param nanos how long nothing is done
     */
    record Pause(long nanos) implements Step {}

    /**
     * {@code ping}: succeeds at the first answer, and fails at its deadline.
     *
     * @param packets how many are sent, one a second, while none is answered
     * @param deadline nanoseconds after its start
     */
    record Ping(int packets, long deadline) implements Step {}

    /**
     * What it does next.
     *
     * @param answered how the last ping ended; false if the last step was none
     * @param now virtual nanoseconds
     */
    Step next(boolean answered, long now);

    boolean inUse();
}
