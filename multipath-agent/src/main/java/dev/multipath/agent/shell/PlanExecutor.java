package dev.multipath.agent.shell;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Plan;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies a plan in order. When an addition or a change fails the rest of them is still tried, since they stand for
 * other uplinks, but nothing is deleted: what would be deleted may be all there is. And no new rule leads into a table
 * where a route could not be replaced: what stands there is out of date, and would be heeded.
 *
 * <p>A route is replaced only where it is still the agent's, looked at right before: the kernel would replace whatever
 * another program has put there since the plan was made.
 */
public final class PlanExecutor {
    private final KernelPort kernel;

    public PlanExecutor(KernelPort kernel) {
        this.kernel = kernel;
    }

    public List<Event.Outcome> apply(Plan plan) {
        List<Event.Outcome> outcomes = new ArrayList<>();
        boolean failed = false;
        List<Route> outdated = new ArrayList<>();
        for (KernelOp operation : plan.operations()) {
            boolean deletion = operation.deletes();
            if ((deletion && failed) || leadsInto(operation, outdated)) {
                continue;
            }
            Optional<String> error = apply(operation);
            failed |= error.isPresent();
            if (error.isPresent() && operation instanceof KernelOp.ReplaceRoute replace) {
                outdated.add(replace.route());
            }
            outcomes.add(new Event.Outcome(operation, error));
        }
        return outcomes;
    }

    private static boolean leadsInto(KernelOp operation, List<Route> outdated) {
        return operation instanceof KernelOp.AddRule add
                && add.rule().action() instanceof RuleAction.Lookup lookup
                && outdated.stream()
                        .anyMatch(route -> route.family().equals(add.rule().family())
                                && route.table().equals(lookup.table()));
    }

    private Optional<String> apply(KernelOp operation) {
        try {
            if (operation instanceof KernelOp.ReplaceRoute replace && isTaken(replace.route())) {
                return Optional.of("another program has put a route of its own there");
            }
            kernel.apply(operation);
            return Optional.empty();
        } catch (NetlinkException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private boolean isTaken(Route own) {
        return kernel.first(own)
                .filter(first -> !first.protocol().equals(own.protocol()))
                .isPresent();
    }
}
