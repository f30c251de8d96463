package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does about each event. Pure: {@code step(state, event, now) → (state, effects)}.
 *
 * <p>Probes and facts move the health of uplinks here; whenever that changes who carries traffic, a look at the kernel is
 * asked for, and {@link Reconciliation} turns what it shows into a plan.
 */
public final class AgentCore {
    /** Carrier events of the kernel can be a second late; a look is current at once. */
    static final long CARRIER_PERIOD = Duration.ofMillis(100).toNanos();

    /** A wake-up this late means that the agent was held up, not that the uplinks are silent. */
    static final long HELD_UP = Duration.ofMillis(250).toNanos();

    /** So long answers that waited meanwhile have to be read. */
    static final long PATIENCE = Duration.ofMillis(100).toNanos();

    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    private AgentCore() {}

    /**
     * What one event leads to.
     *
     * @param now monotonic nanoseconds, never less than in the step before
     */
    public static Step step(AgentState state, Event event, long now) {
        Turn turn = new Turn(state, now);
        noticePause(turn, state);
        if (event instanceof Event.Observed observed) {
            Reconciliation.observedAdopting(turn, observed.snapshot());
        } else if (event instanceof Event.ObserveFailed failed) {
            Reconciliation.observeFailed(turn, failed.why());
        } else if (event instanceof Event.Applied applied) {
            Reconciliation.applied(turn, applied.outcomes());
        } else if (event instanceof Event.PrefixesSeen seen) {
            Prefixes.seen(turn, seen.routes());
        } else if (event instanceof Event.PrefixesFailed failed) {
            Prefixes.failed(turn, failed.why());
        } else if (event instanceof Event.PrefixesChanged changed) {
            Prefixes.changed(turn, changed.outcome());
        } else if (event instanceof Event.CarrierSeen seen) {
            carrierSeen(turn, seen.devices());
        } else {
            turn.startsAnew();
            fromOutside(turn, event);
        }
        boolean changed = turn.changedUplinks();
        boolean compared = CrossChecks.run(turn, state, changed);
        if (changed || compared) {
            announce(turn, state.views());
            if ((compared || !(event instanceof Event.Observed)) && carriersChanged(turn)) {
                turn.observe();
            }
        }
        return turn.toStep();
    }

    /** What is not an answer to an effect carried out just now. */
    private static void fromOutside(Turn turn, Event event) {
        if (event instanceof Event.Tick) {
            tick(turn);
        } else if (event instanceof Event.KernelChanged) {
            kernelChanged(turn);
        } else if (event instanceof Event.SysctlsWritten written) {
            Reconciliation.sysctlsWritten(turn, written);
        } else if (event instanceof Event.ProbeAnswered answered) {
            probeAnswered(turn, answered);
        } else if (event instanceof Event.ProbesAnswered several) {
            several.answers().forEach(answered -> probeAnswered(turn, answered));
        } else if (event instanceof Event.ProbeRefused refused) {
            probeRefused(turn, refused);
        } else if (event instanceof Event.Override override) {
            override(turn, override);
        } else if (event instanceof Event.Lend lend) {
            Lending.lend(turn, lend.uplink());
        } else if (event instanceof Event.Reloaded reloaded) {
            Reconciliation.reloaded(turn, reloaded.config());
        } else if (event instanceof Event.PrefixesDoubtful) {
            turn.prefixes = turn.prefixes.doubtful();
            Prefixes.advance(turn);
        } else if (event instanceof Event.FlowTableSeen seen) {
            Flows.tableSeen(turn, seen.table());
        } else if (event instanceof Event.FlowsMoved moved) {
            Flows.moved(turn, moved.eventId(), moved.outcome());
        }
    }

    /**
     * When a {@link Event.Tick} is needed at the latest. What need not be punctual is done when the carriers are looked at
     * anyway: each waking costs as much as what is done then.
     */
    public static long nextWake(AgentState state, long now) {
        Timers timers = state.timers();
        long wake = Math.min(
                Math.min(timers.carrier(), timers.relook()),
                Math.min(state.prefixes().wake(), state.flows().wake()));
        wake = Math.min(wake, state.rounds().wake(timers.carrier()));
        return timers.patientUntil() > now ? Math.max(wake, timers.patientUntil()) : wake;
    }

    private static void noticePause(Turn turn, AgentState state) {
        // It wakes for the carrier at least, whatever else is due.
        long late = turn.now - state.woken() - CARRIER_PERIOD;
        if (late > HELD_UP && !state.isStarting() && turn.timers.patientUntil() <= turn.now) {
            turn.timers = turn.timers.patientUntil(turn.now + PATIENCE);
            turn.effects.add(
                    new Effect.Say(turn.event(), true, "the agent itself was held up for " + late / 1_000_000 + " ms"));
        }
    }

    private static void tick(Turn turn) {
        boolean patient = turn.timers.patientUntil() > turn.now;
        List<ProbeRequest> probes = ProbeRounds.due(turn, patient);
        if (!probes.isEmpty()) {
            turn.effects.add(new Effect.SendProbes(probes));
        }
        if (turn.now - turn.timers.look() >= 0) {
            turn.timers = turn.timers.look(turn.now + Reconciliation.LOOK_PERIOD);
            Reconciliation.tryRefusedAgain(turn);
            turn.observe();
        } else if (turn.timers.relook() <= turn.now) {
            turn.observe();
        }
        Prefixes.tick(turn);
        Flows.tick(turn);
        if (turn.now - turn.timers.carrier() >= 0) {
            if (turn.uplinks.isEmpty()) {
                turn.traffic = TrafficWatch.NONE;
            } else {
                turn.effects.add(new Effect.LookAtCarrier(turn.devices()));
            }
            turn.timers = turn.timers.carrier(turn.now + CrossChecks.lookPeriod(turn));
        }
    }

    /** Looks at once, or a moment later when the last look was just now: a storm of changes costs one look a moment. */
    private static void kernelChanged(Turn turn) {
        long earliest = turn.timers.looked() + turn.pace.lookSpacing();
        if (turn.isStarting() || turn.now - earliest >= 0) {
            turn.observe();
        } else {
            turn.timers = turn.timers.relookBy(earliest);
        }
    }

    private static void carrierSeen(Turn turn, List<Event.DeviceLook> devices) {
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            Event.DeviceLook look = look(devices, slot, uplink.config().interfaceName());
            if (look != null && !agrees(look, uplink.facts().link())) {
                turn.observe();
            }
        }
        CrossChecks.countersSeen(turn, devices);
    }

    /** Of one device; null where it was not looked at. Looks come in the order of the slots they were asked for. */
    private static Event.@Nullable DeviceLook look(List<Event.DeviceLook> devices, int slot, String name) {
        if (slot < devices.size() && devices.get(slot).name().equals(name)) {
            return devices.get(slot);
        }
        for (Event.DeviceLook device : devices) {
            if (device.name().equals(name)) {
                return device;
            }
        }
        return null;
    }

    private static boolean agrees(Event.DeviceLook look, Optional<Link> link) {
        if (link.isEmpty()) {
            return look.interfaceIndex() == 0;
        }
        return link.get().index() == look.interfaceIndex()
                && link.get().isUp() == look.up()
                && link.get().carrier() == look.carrier();
    }

    private static void probeAnswered(Turn turn, Event.ProbeAnswered answered) {
        ProbeId id = answered.id();
        int slot = slot(turn, id.uplink());
        if (slot < 0) {
            return;
        }
        if (id.target() == ProbeId.GATEWAY) {
            turn.lastResort(id.family(), turn.lastResort(id.family()).heard(slot, turn.now));
            return;
        }
        TrackedUplink uplink = turn.uplinks.get(slot);
        boolean heldUp = turn.timers.patientUntil() > turn.now;
        Health health = HealthPolicy.answered(
                uplink.health(id.family()),
                id.round(),
                id.target(),
                heldUp ? OptionalLong.empty() : OptionalLong.of(Math.min(answered.receivedAt(), turn.now)),
                uplink.probe(id.family()),
                turn.now);
        boolean echoed = answered.echo() && askedGateway(uplink, id);
        TrackedUplink heard = echoed ? uplink.echoed(id.family(), true) : uplink;
        turn.uplinks.set(slot, heard.health(id.family(), health));
    }

    /** Whether it was the gateway that is judged now: answers of what was probed before may come after a reload. */
    private static boolean askedGateway(TrackedUplink uplink, ProbeId id) {
        Health health = uplink.health(id.family());
        return uplink.config().probe().type() == ProbeType.GATEWAY
                && health.rounds().stream().anyMatch(round -> round.number() == id.round())
                && id.target() < health.targets().size()
                && uplink.targets(id.family())
                        .contains(health.targets().get(id.target()).address());
    }

    private static void probeRefused(Turn turn, Event.ProbeRefused refused) {
        ProbeId id = refused.id();
        int slot = slot(turn, id.uplink());
        if (slot < 0 || id.target() == ProbeId.GATEWAY) {
            return;
        }
        TrackedUplink uplink = turn.uplinks.get(slot);
        Health health = HealthPolicy.refused(
                uplink.health(id.family()),
                id.round(),
                id.target(),
                refused.why(),
                uplink.probe(id.family()),
                turn.now);
        turn.uplinks.set(slot, uplink.health(id.family(), health));
    }

    private static void override(Turn turn, Event.Override override) {
        Map<String, Boolean> overrides = new HashMap<>(turn.memory.overrides());
        overrides.put(override.uplink(), override.enabled());
        turn.memory = turn.memory.overrides(overrides);
        turn.effects.add(new Effect.Remember(turn.memory));
    }

    private static int slot(Turn turn, String uplink) {
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            if (turn.uplinks.get(slot).config().name().equals(uplink)) {
                return slot;
            }
        }
        return -1;
    }

    /** Changes of state come first among the effects: what follows from them comes after. */
    private static void announce(Turn turn, List<UplinkView> before) {
        Map<String, UplinkView> known = new HashMap<>();
        for (UplinkView view : before) {
            known.put(view.name(), view);
        }
        List<Effect> announcements = new ArrayList<>();
        for (UplinkView view : turn.views()) {
            UplinkView earlier = known.get(view.name());
            for (AddressFamily family : FAMILIES) {
                UplinkState from = earlier == null ? UplinkState.UNKNOWN : earlier.state(family);
                UplinkState to = view.state(family);
                if (from != to && view.facts().family(family).wanted()) {
                    announcements.add(new Effect.Announce(
                            turn.event(), view.name(), family, from, to, reason(view, family, from)));
                }
            }
        }
        turn.effects.addAll(0, announcements);
    }

    private static String reason(UplinkView view, AddressFamily family, UplinkState before) {
        if (!view.enabled()) {
            return "disabled";
        }
        String reason = view.reason(family);
        return before == UplinkState.DISABLED ? "enabled: " + reason : reason;
    }

    /** Whether what is known now would choose other carriers than the routes were last planned for. */
    private static boolean carriersChanged(Turn turn) {
        if (turn.snapshot.isEmpty()) {
            return false;
        }
        List<UplinkView> views = turn.views();
        Carrying four = WeightPolicy.choose(
                views, AddressFamily.INET, turn.config.agent().allDead(), turn.carrying4);
        Carrying six = WeightPolicy.choose(
                views, AddressFamily.INET6, turn.config.agent().allDead(), turn.carrying6);
        return differs(four, turn.carrying4)
                || differs(six, turn.carrying6)
                || Prefixes.standingChanged(turn, views)
                || Flows.standingChanged(turn, views);
    }

    private static boolean differs(Carrying chosen, Carrying planned) {
        return !chosen.leadsLike(planned) || chosen.ground() != planned.ground();
    }
}
