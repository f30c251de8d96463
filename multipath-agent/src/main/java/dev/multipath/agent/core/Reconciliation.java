package dev.multipath.agent.core;

import dev.multipath.agent.coexist.Coexistence;
import dev.multipath.agent.coexist.Finding;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.DesiredState;
import dev.multipath.agent.plan.DesiredStates;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.LentMarks;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.plan.Planner;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of {@link AgentCore} that brings the kernel in line: look, wish, plan, apply, look again. */
final class Reconciliation {
    /** Without any event the kernel is looked at this often: some deletions happen silently. */
    static final long LOOK_PERIOD = Duration.ofSeconds(10).toNanos();

    /** When written settings are looked at again. */
    private static final long SETTINGS_LOOK = Duration.ofSeconds(1).toNanos();

    private Reconciliation() {}

    /** A complete look; the first one takes nothing for granted of what an earlier run held of its uplinks. */
    static void observed(Turn turn, KernelSnapshot snapshot) {
        observed(turn, snapshot, false);
    }

    /** Likewise, but the first one takes over from an earlier run as if it had never ended. */
    static void observedAdopting(Turn turn, KernelSnapshot snapshot) {
        observed(turn, snapshot, true);
    }

    private static void observed(Turn turn, KernelSnapshot snapshot, boolean adopt) {
        boolean first = turn.isStarting();
        turn.snapshot = Optional.of(snapshot);
        turn.timers = turn.timers.looked(turn.now);
        if (first) {
            turn.timers = turn.timers.look(turn.now + LOOK_PERIOD);
            Tracking.begin(turn, snapshot, adopt);
        } else {
            List<TrackedUplink> before = turn.uplinks.toList();
            Tracking.refresh(turn, snapshot);
            if (turn.leadsElsewhereThan(before)) {
                turn.prefixes = turn.prefixes.doubtful();
            }
        }
        reconcile(turn, snapshot);
    }

    static void observeFailed(Turn turn, String why) {
        if (!turn.failures.equals(List.of(why))) {
            turn.failures = List.of(why);
            turn.effects.add(new Effect.Say(turn.event(), true, "cannot look at the kernel: " + why));
        }
        turn.timers = turn.timers.relookBy(turn.now + turn.pace.retryDelay());
    }

    /** What the kernel refuses once is tried again at once, what it refuses twice in the same words later. */
    static void applied(Turn turn, List<Event.Outcome> outcomes) {
        InterfaceNames names = turn.snapshot.map(KernelSnapshot::names).orElse(InterfaceNames.NUMBERS);
        List<String> failures = new ArrayList<>();
        boolean stuck = false;
        for (Event.Outcome outcome : outcomes) {
            if (outcome.error().isEmpty()) {
                continue;
            }
            String failure =
                    outcome.operation().command(names) + ": " + outcome.error().get();
            failures.add(failure);
            if (turn.failures.contains(failure)) {
                stuck |= !markRefused(turn, outcome);
            } else {
                turn.effects.add(new Effect.Say(turn.event(), true, "refused: " + failure));
            }
        }
        if (!failures.isEmpty() || !anyRefused(turn)) {
            turn.failures = failures;
        }
        if (stuck || !turn.pace.isSettling()) {
            turn.timers = turn.timers.relookBy(turn.now + turn.pace.retryDelay());
        } else {
            turn.observe();
        }
    }

    static void sysctlsWritten(Turn turn, Event.SysctlsWritten written) {
        if (written.failure().isPresent()) {
            String why = written.failure().get();
            turn.effects.add(new Effect.Say(turn.event(), true, "settings not written: " + why));
        } else {
            turn.noLongerPending(written.keys()::contains);
            turn.timers = turn.timers.relookBy(turn.now + SETTINGS_LOOK);
        }
    }

    static void reloaded(Turn turn, AgentConfig config) {
        Tracking.reconfigure(turn, config);
        turn.noLongerPending(key -> true);
        turn.effects.add(new Effect.Say(turn.event(), false, "configuration reloaded"));
        turn.observe();
    }

    /** Now and then a refused route is worth another try, though nothing seems to have changed. */
    static void tryRefusedAgain(Turn turn) {
        turn.uplinks.replaceAll(uplink ->
                uplink.refused(AddressFamily.INET, Optional.empty()).refused(AddressFamily.INET6, Optional.empty()));
    }

    private static void reconcile(Turn turn, KernelSnapshot snapshot) {
        Pinning pinning = Pinning.of(turn.config, snapshot);
        Flows.mark(turn, pinning);
        List<UplinkView> views = turn.views();
        turn.carrying4 = choose(turn, views, AddressFamily.INET);
        turn.carrying6 = choose(turn, views, AddressFamily.INET6);
        LentMarks lent = Lending.marks(turn.config, turn.memory);
        DesiredState desired = DesiredStates.of(turn.config, lent, snapshot, views, turn.carrying4, turn.carrying6);
        List<String> conflicts = new ArrayList<>(desired.conflicts());
        for (Finding finding : Coexistence.of(turn.config, snapshot, views)) {
            conflicts.add(finding.text());
        }
        for (String conflict : conflicts) {
            if (!turn.conflicts.contains(conflict)) {
                turn.effects.add(new Effect.Say(turn.event(), true, conflict));
            }
        }
        turn.conflicts = conflicts;
        Ownership ownership = new Ownership(Protocol.of(turn.config.agent().protocol()));
        carryOut(turn, desired, Planner.plan(desired, snapshot, ownership));
        Flows.planned(turn, snapshot, pinning, views);
        Prefixes.planned(turn, views);
        Prefixes.advance(turn);
    }

    private static Carrying choose(Turn turn, List<UplinkView> views, AddressFamily family) {
        Carrying before = turn.carrying(family);
        Carrying chosen = WeightPolicy.choose(views, family, turn.config.agent().allDead(), before);
        Grounds.tell(turn, family, before, chosen);
        return chosen;
    }

    /** Routes and rules are changed here and now; settings, which must be saved first, elsewhere. */
    private static void carryOut(Turn turn, DesiredState desired, Plan plan) {
        List<KernelOp> operations = new ArrayList<>();
        List<KernelOp.WriteSysctl> writes = new ArrayList<>();
        for (KernelOp operation : plan.operations()) {
            if (!(operation instanceof KernelOp.WriteSysctl write)) {
                operations.add(operation);
            } else if (turn.pending(write.key())) {
                writes.add(write);
            }
        }
        if (operations.isEmpty()) {
            turn.pace = turn.pace.settled(desired);
            turn.failures = anyRefused(turn) ? turn.failures : List.of();
        } else {
            turn.pace = turn.pace.planned(desired, turn.now);
            turn.effects.add(new Effect.Apply(turn.event(), new Plan(operations)));
        }
        if (!writes.isEmpty()) {
            turn.effects.add(new Effect.WriteSysctls(turn.event(), writes));
        }
    }

    /**
     * The kernel refused an uplink's own route: until its facts change, no other route may lean on it.
     *
     * @return false if it was another operation, of which no uplink can be relieved
     */
    private static boolean markRefused(Turn turn, Event.Outcome outcome) {
        Optional<Route> route = installed(outcome.operation());
        Numbering numbering = new Numbering(turn.config.agent().tableBase());
        for (int slot = 0; route.isPresent() && slot < turn.uplinks.size(); slot++) {
            if (route.get().table().equals(numbering.uplinkTable(slot))) {
                String why = "the kernel refuses its route: " + outcome.error().orElse("");
                TrackedUplink uplink = turn.uplinks.get(slot);
                turn.uplinks.set(slot, uplink.refused(route.get().family(), Optional.of(why)));
                return true;
            }
        }
        return false;
    }

    private static Optional<Route> installed(KernelOp operation) {
        if (operation instanceof KernelOp.AddRoute add) {
            return Optional.of(add.route());
        }
        if (operation instanceof KernelOp.PrependRoute prepend) {
            return Optional.of(prepend.route());
        }
        return operation instanceof KernelOp.ReplaceRoute replace ? Optional.of(replace.route()) : Optional.empty();
    }

    private static boolean anyRefused(Turn turn) {
        return turn.uplinks.stream()
                .anyMatch(uplink ->
                        uplink.refused4().isPresent() || uplink.refused6().isPresent());
    }
}
