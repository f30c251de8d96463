package dev.multipath.agent.survival;

/** What became of a conversation in an act. */
enum Verdict {
    /** Answered by the same uplink throughout, never {@link Judge#GAP} without, beyond what the machine itself stood still. */
    UNTOUCHED,
    /** Likewise in the end, but longer without an answer. */
    PAUSED,
    /** A datagram socket whose answers come by another uplink now: the other side sees another address. */
    MOVED,
    /** An error or a reset, which an application sees and reconnects after. */
    ENDED,
    /** No answer, no error. */
    HUNG
}
