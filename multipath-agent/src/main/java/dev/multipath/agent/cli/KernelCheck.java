package dev.multipath.agent.cli;

import dev.multipath.agent.coexist.Coexistence;
import dev.multipath.agent.coexist.Finding;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.shell.FlowSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What in the kernel does not go together with a configuration; apart, so that a bad file loads no netlink. */
final class KernelCheck {
    private KernelCheck() {}

    /**
     * Empty where no uplink's interface exists: the file is for another machine.
     *
     * @throws CommandFailedException when the kernel cannot be asked
     */
    static List<Finding> of(AgentConfig config) {
        try (KernelSession session = KernelSession.open(config)) {
            AgentState state = session.preview(Optional.empty(), Set.of()).state();
            boolean here = state.views().stream()
                    .anyMatch(uplink -> uplink.facts().link().isPresent());
            if (!here) {
                return List.of();
            }
            List<Finding> found =
                    new ArrayList<>(Coexistence.of(config, state.snapshot().orElseThrow(), state.views()));
            if (!config.routing().prefixes().isEmpty()) {
                found.addAll(session.earlierRoutes());
            }
            FlowSetup.obstacle(state).ifPresent(why -> found.add(new Finding(false, why)));
            return found;
        }
    }
}
