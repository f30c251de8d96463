package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.DraftList;
import dev.multipath.agent.uplink.LastResort;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An {@link AgentState} under change and the effects gathered: lives inside one {@link AgentCore#step}. */
final class Turn {
    private final AgentState before;
    final long now;
    final List<Effect> effects = new ArrayList<>();
    AgentConfig config;
    final DraftList<TrackedUplink> uplinks;
    TrafficWatch traffic;
    Effect.Memory memory;
    Optional<KernelSnapshot> snapshot;
    Carrying carrying4;
    Carrying carrying6;
    LastResort lastResort4;
    LastResort lastResort6;
    List<String> conflicts;
    List<String> failures;
    PrefixWork prefixes;
    FlowWork flows;
    Timers timers;
    Pace pace;
    private Set<SysctlKey> sysctlsPending;
    private long eventId;
    private long cause;

    Turn(AgentState state, long now) {
        this.now = now;
        before = state;
        config = state.config();
        uplinks = new DraftList<>(state.uplinks());
        traffic = state.traffic();
        memory = state.memory();
        snapshot = state.snapshot();
        carrying4 = state.carrying4();
        carrying6 = state.carrying6();
        lastResort4 = state.lastResort4();
        lastResort6 = state.lastResort6();
        conflicts = state.conflicts();
        failures = state.failures();
        sysctlsPending = state.sysctlsPending();
        prefixes = state.prefixes();
        flows = state.flows();
        timers = state.timers();
        pace = state.pace();
        eventId = state.eventId();
        cause = state.cause();
    }

    /** What happens now follows from nothing that was under way. */
    void startsAnew() {
        cause = 0;
    }

    /**
     * What happens now goes on with what follows from this event.
     *
     * @param event its id; 0 for none
     */
    void resumes(long event) {
        cause = event;
    }

    /** The id of the event that what happens now follows from; 0 as long as it has none. */
    long cause() {
        return cause;
    }

    /** The id that all consequences of this event bear: a new one, unless it is itself a consequence. */
    long event() {
        if (cause == 0) {
            cause = ++eventId;
        }
        return cause;
    }

    Carrying carrying(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? carrying4 : carrying6;
    }

    LastResort lastResort(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? lastResort4 : lastResort6;
    }

    void lastResort(AddressFamily family, LastResort next) {
        if (family.equals(AddressFamily.INET)) {
            lastResort4 = next;
        } else {
            lastResort6 = next;
        }
    }

    /**
     * From now on this setting is being written.
     *
     * @return false if it was already
     */
    boolean pending(SysctlKey key) {
        Set<SysctlKey> more = new HashSet<>(sysctlsPending);
        boolean news = more.add(key);
        sysctlsPending = news ? Set.copyOf(more) : sysctlsPending;
        return news;
    }

    /** These settings are being written no more. */
    void noLongerPending(Predicate<SysctlKey> which) {
        Set<SysctlKey> left = new HashSet<>(sysctlsPending);
        sysctlsPending = left.removeIf(which) ? Set.copyOf(left) : sysctlsPending;
    }

    boolean isStarting() {
        return snapshot.isEmpty();
    }

    void observe() {
        if (effects.stream().noneMatch(effect -> effect instanceof Effect.Observe)) {
            timers = timers.looking();
            effects.add(new Effect.Observe(config, devices()));
        }
    }

    /** Whether time alone may bring about something with one of the uplinks. */
    boolean isAnyDue() {
        return uplinks.isChanged() || before.rounds().isDue(now);
    }

    /** Of the uplinks known so far, by slot; the same list as long as they are the same devices. */
    List<String> devices() {
        if (!uplinks.isChanged() || isOverTheSameDevices()) {
            return before.devices();
        }
        String[] devices = new String[uplinks.size()];
        for (int slot = 0; slot < devices.length; slot++) {
            devices[slot] = uplinks.get(slot).config().interfaceName();
        }
        return List.of(devices);
    }

    private boolean isOverTheSameDevices() {
        boolean same = uplinks.size() == before.devices().size();
        for (int slot = 0; same && slot < uplinks.size(); slot++) {
            same = uplinks.get(slot)
                    .config()
                    .interfaceName()
                    .equals(before.devices().get(slot));
        }
        return same;
    }

    /** Whether anything that routing depends on was replaced in this turn. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    boolean changedUplinks() {
        if (memory != before.memory()
                || config != before.config()
                || uplinks.size() != before.uplinks().size()) {
            return true;
        }
        for (int slot = 0; uplinks.isChanged() && slot < uplinks.size(); slot++) {
            if (!uplinks.get(slot).countsLike(before.uplinks().get(slot))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a device, an address or a gateway changed: the kernel deletes routes without a word then. */
    boolean leadsElsewhereThan(List<TrackedUplink> before) {
        for (int slot = 0; slot < Math.min(before.size(), uplinks.size()); slot++) {
            if (!uplinks.get(slot).facts().leadsLike(before.get(slot).facts())) {
                return true;
            }
        }
        return false;
    }

    /** The uplinks as {@link AgentState#views} will show them. */
    List<UplinkView> views() {
        return AgentState.views(uplinks, memory);
    }

    AgentState state() {
        List<TrackedUplink> all = uplinks.toList();
        return new AgentState(
                config,
                all,
                devices(),
                uplinks.isChanged() ? RoundsDue.of(all) : before.rounds(),
                traffic,
                memory,
                snapshot,
                carrying4,
                carrying6,
                lastResort4,
                lastResort6,
                conflicts,
                failures,
                sysctlsPending,
                prefixes,
                flows,
                timers,
                now,
                pace,
                eventId,
                cause);
    }

    Step toStep() {
        return new Step(state(), effects);
    }
}
