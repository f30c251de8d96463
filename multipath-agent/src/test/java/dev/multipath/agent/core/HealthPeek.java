package dev.multipath.agent.core;

import dev.multipath.agent.uplink.Health;
import dev.multipath.netlink.model.AddressFamily;
import java.util.Optional;

/** Looks at the health a state holds of one uplink without building views of all: for what looks after every step. */
public final class HealthPeek {
    private HealthPeek() {}

    /** Its own health in that family, whatever family it follows. */
    public static Health of(AgentState state, int slot, AddressFamily family) {
        return state.uplinks().get(slot).health(family);
    }

    /** Likewise, of the uplink over that device; empty if there is none. */
    public static Optional<Health> of(AgentState state, String device, AddressFamily family) {
        for (TrackedUplink uplink : state.uplinks()) {
            if (uplink.config().interfaceName().equals(device)) {
                return Optional.of(uplink.health(family));
            }
        }
        return Optional.empty();
    }

    /** The device of an uplink. */
    public static String device(AgentState state, int slot) {
        return state.uplinks().get(slot).config().interfaceName();
    }
}
