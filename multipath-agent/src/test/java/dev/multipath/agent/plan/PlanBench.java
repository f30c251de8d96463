package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.UplinkFacts;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.agent.uplink.Views;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration, the verdicts on its uplinks, and a kernel to bring in line with them. Every plan is applied operation
 * by operation, and after each the rules of every plan are checked.
 */
final class PlanBench {
    static final Protocol OWN = Protocol.of(77);
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    final InMemoryKernel kernel;
    private AgentConfig config;
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private Carrying carrying4 = Carrying.NONE;
    private Carrying carrying6 = Carrying.NONE;

    PlanBench(InMemoryKernel kernel, String... file) {
        this.kernel = kernel;
        this.config = Configs.of(String.join("\n", file));
    }

    PlanBench configure(String... file) {
        config = Configs.of(String.join("\n", file));
        carrying4 = Carrying.NONE;
        carrying6 = Carrying.NONE;
        return this;
    }

    /** By interface. */
    PlanBench verdict(String device, Verdict verdict) {
        verdicts.put(device, verdict);
        return this;
    }

    PlanBench allVerdicts(Verdict verdict) {
        config.uplinks().forEach(uplink -> verdicts.put(uplink.interfaceName(), verdict));
        return this;
    }

    PlanBench disable(String device) {
        disabled.add(device);
        return this;
    }

    PlanBench enable(String device) {
        disabled.remove(device);
        return this;
    }

    /** The kernel refuses this interface's own routes. */
    PlanBench refuse(String device) {
        refused.add(device);
        return this;
    }

    DesiredState desired() {
        return desired(kernel.snapshot());
    }

    /** @param snapshot another than the kernel's */
    DesiredState desired(KernelSnapshot snapshot) {
        List<UplinkView> views = views(snapshot);
        carrying4 =
                WeightPolicy.choose(views, AddressFamily.INET, config.agent().allDead(), carrying4);
        carrying6 =
                WeightPolicy.choose(views, AddressFamily.INET6, config.agent().allDead(), carrying6);
        return DesiredStates.of(config, LentMarks.NONE, snapshot, views, carrying4, carrying6);
    }

    Plan plan() {
        return Planner.plan(desired(), kernel.snapshot(), ownership());
    }

    /** The commands of the plan that brings the kernel in line, without their reasons; it was applied. */
    List<String> settle() {
        List<String> commands = carryOut(plan());
        assertThat(plan().render(kernel.names())).as("the second plan").isEmpty();
        return commands;
    }

    /** Likewise, of a removal. */
    List<String> remove() {
        List<String> commands = carryOut(Planner.plan(DesiredState.NOTHING, kernel.snapshot(), ownership()));
        assertThat(kernel.owned(ownership().protocol())).isEmpty();
        return commands;
    }

    List<String> owned() {
        return kernel.owned(ownership().protocol());
    }

    Set<String> devices(AddressFamily family) {
        return RouteLookups.defaultDevices(kernel, family);
    }

    private List<String> carryOut(Plan plan) {
        List<String> commands = new ArrayList<>();
        Map<AddressFamily, List<Set<String>>> seen = new HashMap<>();
        for (AddressFamily family : FAMILIES) {
            seen.put(family, new ArrayList<>(List.of(devices(family))));
        }
        for (KernelOp operation : plan.operations()) {
            String command = operation.command(kernel.names());
            List<String> foreign = kernel.foreign(ownership().protocol());
            Optional<String> error = kernel.apply(operation);
            assertThat(error)
                    .as("%s in%n%s", command, plan.render(kernel.names()))
                    .isEmpty();
            assertThat(kernel.foreign(ownership().protocol())).as(command).isEqualTo(foreign);
            assertThat(operation.reason()).as(command).isNotBlank().doesNotEndWith(".");
            seen.forEach((family, sets) -> sets.add(devices(family)));
            commands.add(command);
        }
        seen.forEach((family, sets) -> checkWayThere(family, sets, commands));
        return commands;
    }

    /** If there was a default and is to be one, there is one at every step, over what carried before or will carry. */
    private static void checkWayThere(AddressFamily family, List<Set<String>> sets, List<String> commands) {
        Set<String> before = sets.get(0);
        Set<String> after = sets.get(sets.size() - 1);
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        Set<String> either = new HashSet<>(before);
        either.addAll(after);
        assertThat(sets)
                .as("%s after each step of%n%s", family, String.join("\n", commands))
                .allMatch(set -> !set.isEmpty() && either.containsAll(set));
    }

    private Ownership ownership() {
        return new Ownership(Protocol.of(config.agent().protocol()));
    }

    private List<UplinkView> views(KernelSnapshot snapshot) {
        List<UplinkView> views = new ArrayList<>();
        for (int slot = 0; slot < config.uplinks().size(); slot++) {
            UplinkConfig uplink = config.uplinks().get(slot);
            UplinkFacts facts = Snapshots.facts(
                    uplink,
                    snapshot,
                    Optional.empty(),
                    Optional.empty(),
                    ownership().protocol());
            Verdict verdict = verdicts.getOrDefault(uplink.interfaceName(), Verdict.UP);
            boolean enabled = uplink.enabled() && !disabled.contains(uplink.interfaceName());
            boolean refuses = refused.contains(uplink.interfaceName());
            views.add(new UplinkView(
                    slot,
                    uplink,
                    enabled,
                    facts,
                    health(facts, AddressFamily.INET, verdict),
                    health(facts, AddressFamily.INET6, verdict),
                    refuses,
                    refuses));
        }
        return views;
    }

    private static Health health(UplinkFacts facts, AddressFamily family, Verdict verdict) {
        return facts.missing(family).isPresent() ? Views.incomplete() : Views.health(verdict);
    }
}
