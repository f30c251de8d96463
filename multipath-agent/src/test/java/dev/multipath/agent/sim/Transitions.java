package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.HealthPeek;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.Transition;
import dev.multipath.agent.uplink.TransitionCounts;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.sim.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Counts each row of {@code HealthPolicy}'s table that a step of the agent took, of whatever uplink and family. */
final class Transitions implements BiConsumer<AgentState, AgentState> {
    private final Coverage coverage;

    Transitions(Coverage coverage) {
        this.coverage = coverage;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Transition row : Transition.values()) {
            names.add(name(row));
        }
        return names;
    }

    static String name(Transition row) {
        return "row " + row;
    }

    // What did not change is the same object.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void accept(AgentState before, AgentState after) {
        for (int slot = 0; slot < after.uplinks().size(); slot++) {
            boolean untouched = slot < before.uplinks().size()
                    && before.uplinks().get(slot) == after.uplinks().get(slot);
            if (untouched) {
                continue;
            }
            for (AddressFamily family : Truth.FAMILIES) {
                boolean same = slot < before.uplinks().size()
                        && HealthPeek.of(before, slot, family) == HealthPeek.of(after, slot, family);
                if (same) {
                    continue;
                }
                Optional<Health> was = HealthPeek.of(before, HealthPeek.device(after, slot), family);
                count(
                        was.map(Health::rows).orElse(TransitionCounts.NONE),
                        HealthPeek.of(after, slot, family).rows());
            }
        }
    }

    // Likewise.
    @SuppressWarnings("ReferenceEquality")
    private void count(TransitionCounts was, TransitionCounts is) {
        if (was == is) {
            return;
        }
        is.taken().forEach((row, taken) -> {
            for (int more = was.of(row); more < taken; more++) {
                coverage.hit(name(row));
            }
        });
    }
}
