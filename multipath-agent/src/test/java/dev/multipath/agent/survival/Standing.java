package dev.multipath.agent.survival;

/** Where a conversation stood in an act. */
enum Standing {
    /** On a living uplink, when another one died. */
    OTHER_DIED,
    /** On the uplink that died. */
    OWN_DIED,
    /** On a living uplink, when another one returned. */
    OTHER_RETURNED
}
