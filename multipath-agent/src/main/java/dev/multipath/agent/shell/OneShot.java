package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.Prefixes;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The agent's reconciliation once, without an agent: look, and perhaps apply. Used by one thread. */
public final class OneShot {
    /** An uplink's route may be refused, and what is left planned again without it; more rounds than uplinks. */
    private static final int MAX_ROUNDS = AgentConfig.MAX_UPLINKS + 4;

    private final AgentConfig config;
    private final KernelPort kernel;

    public OneShot(AgentConfig config, KernelPort kernel) {
        this.config = config;
        this.kernel = kernel;
    }

    /**
     * What would be done now; nothing is changed.
     *
     * @param memory what an earlier run left
     * @param report of a running agent
     * @param dead interfaces or uplinks to be left out
     */
    public Preview preview(Effect.Memory memory, Optional<HealthReport> report, Set<String> dead) {
        AgentConfig widened =
                report.map(known -> Preview.widened(config, known)).orElse(config);
        return Preview.of(widened, memory, report, dead, kernel.observe(widened, List.of()), System.nanoTime());
    }

    /**
     * Does it.
     *
     * @param keeper saves settings before they are written
     * @return every operation tried, in order, with what was said against it; the state holds failures that remain
     */
    public Result apply(Preview preview, Keeper keeper) {
        List<Event.Outcome> outcomes = new ArrayList<>();
        PlanExecutor executor = new PlanExecutor(kernel);
        AgentState state = preview.state();
        List<KernelOp> operations = preview.operations();
        for (int round = 0; round < MAX_ROUNDS && !operations.isEmpty(); round++) {
            outcomes.addAll(writeSettings(operations, keeper, state));
            List<KernelOp> changes =
                    operations.stream().filter(OneShot::isChange).toList();
            List<Event.Outcome> tried = executor.apply(new Plan(changes));
            outcomes.addAll(tried);
            Step step = AgentCore.step(state, new Event.Applied(tried), System.nanoTime());
            if (step.effects().stream().noneMatch(effect -> effect instanceof Effect.Observe)) {
                return new Result(step.state(), outcomes);
            }
            List<String> devices = new ArrayList<>();
            step.state().views().forEach(view -> devices.add(view.config().interfaceName()));
            Event observed = new Event.Observed(kernel.observe(step.state().config(), devices));
            Preview next = Preview.of(AgentCore.step(step.state(), observed, System.nanoTime()));
            state = next.state();
            operations = next.operations();
        }
        return new Result(state, outcomes);
    }

    /** What would be done to ordered routes, step by step. */
    public static void previewPrefixes(AgentState state, PrefixKernel prefixes, Consumer<PrefixChange> steps) {
        PrefixRoutes held = prefixes.look(state.config());
        Optional<PrefixChange> change = Prefixes.next(state, held);
        while (change.isPresent()) {
            steps.accept(change.get());
            held = held.after(PrefixOutcome.done(change.get()));
            change = Prefixes.next(state, held);
        }
    }

    /** Does it; what is refused is tried once. */
    public static void applyPrefixes(AgentState state, PrefixKernel prefixes, Consumer<PrefixOutcome> steps) {
        previewPrefixes(state, prefixes, change -> steps.accept(prefixes.apply(change)));
    }

    /** What applying came to. */
    public record Result(AgentState state, List<Event.Outcome> outcomes) {
        public Result {
            outcomes = List.copyOf(outcomes);
        }

        /** Whether everything tried was done. */
        public boolean isComplete() {
            return outcomes.stream().allMatch(outcome -> outcome.error().isEmpty());
        }

        /** Whether no uplink can carry any traffic. */
        public boolean isWithoutUplink() {
            return state.carrying4().isEmpty() && state.carrying6().isEmpty();
        }

        public InterfaceNames names() {
            return state.snapshot().orElseThrow().names();
        }
    }

    private static boolean isChange(KernelOp operation) {
        return !(operation instanceof KernelOp.WriteSysctl);
    }

    private static List<Event.Outcome> writeSettings(List<KernelOp> operations, Keeper keeper, AgentState state) {
        List<KernelOp.WriteSysctl> writes = new ArrayList<>();
        for (KernelOp operation : operations) {
            if (operation instanceof KernelOp.WriteSysctl write) {
                writes.add(write);
            }
        }
        Optional<String> error = Optional.empty();
        try {
            keeper.write(
                    writes,
                    name -> state.snapshot()
                            .flatMap(snapshot -> snapshot.link(name))
                            .map(Link::index)
                            .orElse(0));
        } catch (IOException failed) {
            error = Optional.of(failed.toString());
        }
        List<Event.Outcome> outcomes = new ArrayList<>();
        for (KernelOp.WriteSysctl write : writes) {
            outcomes.add(new Event.Outcome(write, error));
        }
        return outcomes;
    }
}
