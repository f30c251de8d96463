package dev.multipath.agent.shell;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Plan;
import dev.multipath.netlink.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies a plan in order. When an addition or a change fails the rest of them is still tried, since they stand for
 * other uplinks, but nothing is deleted: what would be deleted may be all there is.
 */
public final class PlanExecutor {
    private final KernelPort kernel;

    public PlanExecutor(KernelPort kernel) {
        this.kernel = kernel;
    }

    public List<Event.Outcome> apply(Plan plan) {
        List<Event.Outcome> outcomes = new ArrayList<>();
        boolean failed = false;
        for (KernelOp operation : plan.operations()) {
            boolean deletion = operation instanceof KernelOp.DeleteRoute || operation instanceof KernelOp.DeleteRule;
            if (deletion && failed) {
                continue;
            }
            Optional<String> error = apply(operation);
            failed |= error.isPresent();
            outcomes.add(new Event.Outcome(operation, error));
        }
        return outcomes;
    }

    private Optional<String> apply(KernelOp operation) {
        try {
            kernel.apply(operation);
            return Optional.empty();
        } catch (NetlinkException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
