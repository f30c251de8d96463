package dev.multipath.agent.core;

import dev.multipath.agent.uplink.Health;
import dev.multipath.netlink.model.AddressFamily;

/** Looks at the health a state holds of one uplink without building views of all: for what looks after every step. */
public final class HealthPeek {
    private HealthPeek() {}

    /** Its own health in that family, whatever family it follows. */
    public static Health of(AgentState state, int slot, AddressFamily family) {
        return state.uplinks().get(slot).health(family);
    }
}
