package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.Discover;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent would do about the kernel as seen once, without probing: as it would at its start, or with the health
 * a running agent reports. Pure.
 *
 * @param state after that one look
 * @param operations settings first, then routes and rules in the order they must be applied
 */
public record Preview(AgentState state, List<KernelOp> operations) {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    public Preview {
        operations = List.copyOf(operations);
    }

    /** The configuration with the uplinks that a running agent has discovered listed, so that they keep their slots. */
    public static AgentConfig widened(AgentConfig config, HealthReport report) {
        List<UplinkConfig> uplinks = new ArrayList<>(config.uplinks());
        Set<String> taken = new HashSet<>(config.agent().internalInterfaces());
        uplinks.forEach(uplink -> taken.add(uplink.interfaceName()));
        Optional<Discover> discover = config.discover();
        for (HealthReport.Uplink uplink : report.uplinks()) {
            String device = uplink.interfaceName();
            boolean wanted = uplink.discovered()
                    && discover.isPresent()
                    && discover.get().matches(device);
            if (wanted && uplinks.size() < AgentConfig.MAX_UPLINKS && taken.add(device)) {
                uplinks.add(UplinkConfig.discovered(device, config.probe()));
            }
        }
        return config.uplinks(uplinks);
    }

    /**
     * Looks once.
     *
     * @param memory what an earlier run left
     * @param report of a running agent, whose memory then counts; {@code config} is to be {@link #widened} by it
     * @param dead interfaces or uplinks to be left out, as if they were disabled
     */
    public static Preview of(
            AgentConfig config,
            Effect.Memory memory,
            Optional<HealthReport> report,
            Set<String> dead,
            KernelSnapshot snapshot,
            long now) {
        Effect.Memory believed = report.map(HealthReport::memory).orElse(memory);
        Turn turn = new Turn(AgentState.initial(config, believed, now), now);
        Reconciliation.observed(turn, snapshot);
        report.ifPresent(known -> believe(turn, known));
        leaveOut(turn, dead);
        turn.effects.clear();
        turn.noLongerPending(key -> true);
        Reconciliation.observed(turn, snapshot);
        return of(turn.toStep());
    }

    /** What a step of {@link AgentCore} wants done to the kernel. */
    public static Preview of(Step step) {
        List<KernelOp> operations = new ArrayList<>();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.WriteSysctls write) {
                operations.addAll(0, write.writes());
            } else if (effect instanceof Effect.Apply apply) {
                operations.addAll(apply.plan().operations());
            }
        }
        return new Preview(step.state(), operations);
    }

    private static void believe(Turn turn, HealthReport report) {
        for (HealthReport.Uplink known : report.uplinks()) {
            for (int slot = 0; slot < turn.uplinks.size(); slot++) {
                TrackedUplink uplink = turn.uplinks.get(slot);
                if (!uplink.config().name().equals(known.name())) {
                    continue;
                }
                for (AddressFamily family : FAMILIES) {
                    uplink = uplink.health(family, known.family(family).toHealth(uplink.health(family)));
                }
                uplink = uplink.config(uplink.config(), known.discovered());
                turn.uplinks.set(slot, uplink.told(known.weight(), turn.now));
            }
        }
        turn.carrying4 = carrying(turn, report.carrying4());
        turn.carrying6 = carrying(turn, report.carrying6());
    }

    private static Carrying carrying(Turn turn, List<String> names) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            if (names.contains(turn.uplinks.get(slot).config().name())) {
                slots.add(slot);
            }
        }
        return new Carrying(slots, Carrying.Ground.LIVE);
    }

    private static void leaveOut(Turn turn, Set<String> dead) {
        Map<String, Boolean> overrides = new HashMap<>(turn.memory.overrides());
        for (TrackedUplink uplink : turn.uplinks) {
            if (dead.contains(uplink.config().interfaceName())
                    || dead.contains(uplink.config().name())) {
                overrides.put(uplink.config().name(), false);
            }
        }
        turn.memory = turn.memory.overrides(overrides);
    }
}
