package dev.multipath.agent.core;

import java.util.List;

/** What one event led to. */
public record Step(AgentState state, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
