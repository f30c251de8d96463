package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.DesiredState;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.plan.Planner;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes everything the agent owns out of the kernel, and puts the settings it wrote back. */
public final class Removal {
    private Removal() {}

    /** One thing removed, or what was said against it. */
    public record Done(String command, Optional<String> error) {
        @Override
        public String toString() {
            return error.map(why -> command + ": " + why).orElse(command);
        }
    }

    /**
     * Whatever is refused, the rest is still removed.
     *
     * @return each route, rule and setting, in order
     * @throws IOException when a setting could not be restored
     */
    public static List<Done> remove(KernelPort kernel, Keeper keeper, AgentConfig config) throws IOException {
        KernelSnapshot snapshot = kernel.observe(config, List.of());
        Ownership ownership = new Ownership(Protocol.of(config.agent().protocol()));
        PlanExecutor executor = new PlanExecutor(kernel);
        List<Done> done = new ArrayList<>();
        for (KernelOp operation :
                Planner.plan(DesiredState.NOTHING, snapshot, ownership).operations()) {
            for (Event.Outcome outcome : executor.apply(new Plan(List.of(operation)))) {
                done.add(new Done(operation.command(snapshot.names()), outcome.error()));
            }
        }
        for (String command : keeper.restoreSysctls(
                name -> snapshot.link(name).map(Link::index).orElse(0))) {
            done.add(new Done(command, Optional.empty()));
        }
        return done;
    }
}
