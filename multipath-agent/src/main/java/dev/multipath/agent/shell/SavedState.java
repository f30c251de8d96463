package dev.multipath.agent.shell;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.plan.SysctlKey;
import java.util.HashMap;
import java.util.Map;

/**
 * What survives a restart of the agent.
 *
 * @param memory overrides by hand and learnt gateways
 * @param originals settings as they were before the agent first wrote them
 */
record SavedState(Effect.Memory memory, Map<SysctlKey, Original> originals) {
    static final SavedState EMPTY = new SavedState(Effect.Memory.EMPTY, Map.of());

    SavedState {
        originals = Map.copyOf(originals);
    }

    /**
     * A setting before the agent touched it.
     *
     * @param interfaceIndex of the interface it belongs to, 0 for a namespace-wide one: a re-created interface starts
     *     afresh
     */
    record Original(String value, int interfaceIndex) {}

    SavedState memory(Effect.Memory newMemory) {
        return new SavedState(newMemory, originals);
    }

    SavedState original(SysctlKey key, Original original) {
        Map<SysctlKey, Original> more = new HashMap<>(originals);
        more.put(key, original);
        return new SavedState(memory, more);
    }

    SavedState withoutOriginals() {
        return new SavedState(memory, Map.of());
    }
}
