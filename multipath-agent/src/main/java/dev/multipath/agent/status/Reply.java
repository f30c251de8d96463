package dev.multipath.agent.status;

/** What becomes of a request: an answer at once, or one to wait for. */
sealed interface Reply {

    record Ready(Answer answer) implements Reply {}

    /** An operator's word was passed on; the answer comes when the agent's state reflects it. */
    record Waiting(String uplink, Wish wish) implements Reply {}

    /** What is wished of an uplink. */
    enum Wish {
        ENABLED,
        DISABLED,
        /** A mark for commands run over it. */
        LENT
    }
}
