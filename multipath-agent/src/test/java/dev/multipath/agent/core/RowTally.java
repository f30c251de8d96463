package dev.multipath.agent.core;

import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.Transition;
import java.util.EnumMap;
import java.util.Map;

/** How often each row of the transition table was taken by any uplink and family of an agent, restarts included. */
final class RowTally {
    private final Map<Transition, Integer> counts = new EnumMap<>(Transition.class);

    /** One step of the agent. */
    void count(AgentState before, AgentState after) {
        for (TrackedUplink uplink : after.uplinks()) {
            TrackedUplink earlier = before.uplinks().stream()
                    .filter(each ->
                            each.config().interfaceName().equals(uplink.config().interfaceName()))
                    .findFirst()
                    .orElse(uplink);
            count(earlier.ipv4(), uplink.ipv4());
            count(earlier.ipv6(), uplink.ipv6());
        }
    }

    private void count(Health before, Health after) {
        if (!before.rows().equals(after.rows())) {
            after.rows()
                    .taken()
                    .forEach((row, taken) ->
                            counts.merge(row, Math.max(0, taken - before.rows().of(row)), Integer::sum));
        }
    }

    Map<Transition, Integer> counts() {
        return counts;
    }
}
