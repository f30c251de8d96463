package dev.multipath.agent.core;

/** Compares two states without building views of their uplinks: for what looks after every step. */
public final class StatePeek {
    private StatePeek() {}

    /** Whether both come of the same look at the kernel, and whoever chooses routes by them sees no difference. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    public static boolean routesLike(AgentState one, AgentState other) {
        if (one == other) {
            return true;
        }
        boolean same = one.config() == other.config()
                && one.memory() == other.memory()
                && one.carrying4() == other.carrying4()
                && one.carrying6() == other.carrying6()
                && one.snapshot().equals(other.snapshot())
                && one.uplinks().size() == other.uplinks().size();
        for (int slot = 0; same && slot < one.uplinks().size(); slot++) {
            same = one.uplinks().get(slot).countsLike(other.uplinks().get(slot));
        }
        return same;
    }
}
