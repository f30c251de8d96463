package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.LastResort;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All the agent knows.
 *
 * @param uplinks in order of their slot
 * @param devices the names of their devices, in the same order
 * @param rounds when the first of them has something to do
 * @param traffic what the packet counters of their devices say
 * @param memory what an earlier run left, and what is saved now
 * @param snapshot the last complete look at the kernel
 * @param carrying4 who carries the balanced IPv4 traffic
 * @param carrying6 who carries the balanced IPv6 traffic
 * @param lastResort4 whether the IPv4 targets may be at fault rather than the uplinks
 * @param lastResort6 likewise for IPv6
 * @param conflicts what cannot be as configured
 * @param failures what the kernel said against the last plan, empty if nothing
 * @param sysctlsPending settings being written elsewhere
 * @param prefixes how far the ordered routes are in line
 * @param flows how far running connections are in line
 * @param timers when what is due
 * @param woken when the agent last ran, monotonic nanoseconds
 * @param pace how fast to go
 * @param eventId of the last event that had consequences
 * @param cause the event that what is under way follows from, by its id; 0 for none
 */
public record AgentState(
        AgentConfig config,
        List<TrackedUplink> uplinks,
        List<String> devices,
        RoundsDue rounds,
        TrafficWatch traffic,
        Effect.Memory memory,
        Optional<KernelSnapshot> snapshot,
        Carrying carrying4,
        Carrying carrying6,
        LastResort lastResort4,
        LastResort lastResort6,
        List<String> conflicts,
        List<String> failures,
        Set<SysctlKey> sysctlsPending,
        PrefixWork prefixes,
        FlowWork flows,
        Timers timers,
        long woken,
        Pace pace,
        long eventId,
        long cause) {

    public AgentState {
        uplinks = List.copyOf(uplinks);
        devices = List.copyOf(devices);
        conflicts = List.copyOf(conflicts);
        failures = List.copyOf(failures);
        sysctlsPending = Set.copyOf(sysctlsPending);
    }

    /** Before the first look at the kernel. */
    public static AgentState initial(AgentConfig config, Effect.Memory memory, long now) {
        return new AgentState(
                config,
                List.of(),
                List.of(),
                RoundsDue.NEVER,
                TrafficWatch.NONE,
                memory,
                Optional.empty(),
                Carrying.NONE,
                Carrying.NONE,
                LastResort.NONE,
                LastResort.NONE,
                List.of(),
                List.of(),
                Set.of(),
                PrefixWork.starting(),
                FlowWork.starting(),
                Timers.starting(now),
                now,
                Pace.starting(now),
                0,
                0);
    }

    public Carrying carrying(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? carrying4 : carrying6;
    }

    public LastResort lastResort(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? lastResort4 : lastResort6;
    }

    /** The uplinks as routing decisions see them. */
    public List<UplinkView> views() {
        return views(uplinks, memory);
    }

    static List<UplinkView> views(List<TrackedUplink> uplinks, Effect.Memory memory) {
        List<UplinkView> views = new ArrayList<>(uplinks.size());
        Map<String, Boolean> overrides = memory.overrides();
        for (int slot = 0; slot < uplinks.size(); slot++) {
            TrackedUplink uplink = uplinks.get(slot);
            boolean enabled = overrides.getOrDefault(
                    uplink.config().name(), uplink.config().enabled());
            Health four = uplink.effective(AddressFamily.INET);
            Health six = uplink.effective(AddressFamily.INET6);
            views.add(new UplinkView(
                    slot,
                    uplink.config(),
                    enabled,
                    uplink.facts(),
                    four,
                    six,
                    uplink.refused4().isPresent(),
                    uplink.refused6().isPresent(),
                    uplink.weight(),
                    uplink.discovered(),
                    memory.marks().getOrDefault(uplink.config().interfaceName(), 0)));
        }
        return views;
    }

    /** Those to be shown: without the discovered ones that went with their interface. */
    public List<UplinkView> present() {
        return views().stream().filter(view -> !view.isGone()).toList();
    }

    /** Whether the first look at the kernel is still to come. */
    public boolean isStarting() {
        return snapshot.isEmpty();
    }
}
