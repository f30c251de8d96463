package dev.multipath.agent.sim;

/** What makes an agent's own work fail or drag, as of now. Counted, since several faults may want the same. */
final class Troubles {
    /** Looks and changes are slow. */
    int slow;
    /** Changes fail now and then. */
    int failing;
    /** Looks fail now and then. */
    int disturbed;
    /** Nothing is heard of the kernel's notifications. */
    int deaf;
}
