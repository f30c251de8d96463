package dev.multipath.agent.status;

/** What becomes of a request: an answer at once, or one to wait for. */
sealed interface Reply {

    record Ready(Answer answer) implements Reply {}

    /** An operator's word was passed on; the answer comes when the agent's state reflects it. */
    record Waiting(String uplink, boolean enabled) implements Reply {}
}
