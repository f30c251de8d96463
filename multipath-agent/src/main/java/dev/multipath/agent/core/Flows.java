package dev.multipath.agent.core;

import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.config.OnDown;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.agent.flows.FlowTables;
import dev.multipath.agent.plan.EarlierBalance;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of {@link AgentCore} that cares for running connections: which table is to mark them, and when those of an
 * uplink have to go. Routes first: they go when a look has shown that no new one comes to it, and that another carries.
 */
final class Flows {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    private Flows() {}

    /** Numbers for the uplinks, before anything is wished for that bears them. */
    static void mark(Turn turn, Pinning pinning) {
        if (!pinning.marks()) {
            return;
        }
        Map<String, Integer> marks = Marks.assigned(
                turn.memory.marks(),
                turn.memory.lent().values(),
                turn.devices(),
                pinning.section().mask().largest());
        if (!marks.equals(turn.memory.marks())) {
            turn.memory = turn.memory.marks(marks);
            turn.effects.add(new Effect.Remember(turn.memory));
        }
    }

    /** After a look, and the plan that came of it. */
    static void planned(Turn turn, KernelSnapshot snapshot, Pinning pinning, List<UplinkView> views) {
        boolean first = !turn.flows.told();
        keepTable(turn, FlowTables.of(turn.config, pinning, views, turn.carrying4, turn.carrying6));
        FlowsSection section = turn.config.flows();
        if (section.onDown() == OnDown.KEEP && section.drainBackup().isEmpty()) {
            turn.flows = turn.flows.paths(List.of());
            return;
        }
        List<FlowPath> paths = new ArrayList<>();
        for (UplinkView view : views) {
            for (AddressFamily family : FAMILIES) {
                if (view.facts().family(family).wanted()) {
                    paths.add(seen(turn, snapshot, pinning, views, view, family, first));
                }
            }
        }
        for (FlowPath path : turn.flows.paths()) {
            if (views.stream().noneMatch(view -> path.isOf(view, path.family()))) {
                paths.add(path.gone());
            }
        }
        paths.replaceAll(path -> path.pending() ? moved(turn, snapshot, path) : path);
        paths.removeIf(path -> !path.pending() && views.stream().noneMatch(view -> path.isOf(view, path.family())));
        turn.flows = turn.flows.paths(paths);
    }

    private static void keepTable(Turn turn, Optional<FlowTable> wish) {
        boolean known = turn.flows.told() ? turn.flows.wish().equals(wish) : wish.isEmpty() && !turn.memory.flowTable();
        if (!known) {
            if (wish.isPresent() && !turn.memory.flowTable()) {
                turn.memory = turn.memory.flowTable(true);
                turn.effects.add(new Effect.Remember(turn.memory));
            }
            String owner = FlowTables.owner(turn.config.agent());
            turn.effects.add(new Effect.KeepFlowTable(turn.event(), owner, wish));
        }
        turn.flows = turn.flows.wish(wish);
    }

    /** @param first whether connections of an earlier run may be left */
    private static FlowPath seen(
            Turn turn,
            KernelSnapshot snapshot,
            Pinning pinning,
            List<UplinkView> views,
            UplinkView view,
            AddressFamily family,
            boolean first) {
        FlowPath before = path(turn, view, family, first);
        Carrying carrying = turn.carrying(family);
        FlowPath path = before.seen(view, pinning, isUsable(before, view, carrying));
        if (path.usable() && before.usable()) {
            leaveBehind(turn, snapshot, before, path);
        }
        boolean backup = path.usable()
                && carrying.ground() == Carrying.Ground.LIVE
                && WeightPolicy.standsBy(view, carrying, views);
        Optional<Long> drain = turn.config.flows().drainBackup().map(after -> turn.now + after.toNanos());
        if (!backup || drain.isEmpty()) {
            return path.drainAt(Timers.NEVER);
        }
        return path.drainAt() == Timers.NEVER ? path.drainAt(drain.get()) : path;
    }

    private static FlowPath path(Turn turn, UplinkView view, AddressFamily family, boolean first) {
        for (FlowPath path : turn.flows.paths()) {
            if (path.isOf(view, family)) {
                return path;
            }
        }
        return FlowPath.unseen(view, family, first);
    }

    private static boolean isUsable(FlowPath before, UplinkView view, Carrying carrying) {
        return before.usable()
                ? mayKeep(view, before.family(), carrying)
                : Pinning.isUsable(view, before.family(), carrying);
    }

    /** Whether those it has may stay. */
    private static boolean mayKeep(UplinkView view, AddressFamily family, Carrying carrying) {
        return Pinning.isUsable(view, family, carrying) || Pinning.mayReturn(view, family, carrying);
    }

    /** Whether an uplink whose connections were to stay has lost them since routes were last planned. */
    static boolean standingChanged(Turn turn, List<UplinkView> views) {
        for (FlowPath path : turn.flows.paths()) {
            for (UplinkView view : views) {
                if (path.isOf(view, path.family())
                        && (path.usable() || isLed(turn, path))
                        && !mayKeep(view, path.family(), turn.carrying(path.family()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a rule is there for it all the same: one of former numbers that are in force again. */
    private static boolean isLed(Turn turn, FlowPath path) {
        if (path.mark().isEmpty() || turn.config.flows().onDown() == OnDown.KEEP) {
            return false;
        }
        Ownership ownership = new Ownership(Protocol.of(turn.config.agent().protocol()));
        for (Rule rule : turn.snapshot.orElseThrow().rules()) {
            if (rule.selector().mark().equals(path.mark())
                    && rule.family().equals(path.family())
                    && ownership.owns(rule)) {
                return true;
            }
        }
        return false;
    }

    /** What came from an address that is nobody's any more has lost its way back. */
    private static void leaveBehind(Turn turn, KernelSnapshot snapshot, FlowPath before, FlowPath path) {
        Set<IpAddress> departed = new HashSet<>(before.addresses());
        departed.removeAll(path.addresses());
        snapshot.addresses().forEach(address -> departed.remove(address.local()));
        if (!departed.isEmpty() && turn.config.flows().onDown() == OnDown.MOVE) {
            tell(turn, path.move(departed, "its address is gone"));
        }
    }

    /** Whether no new connection comes to it any more, and others have somewhere to go. */
    private static boolean routesStand(Turn turn, KernelSnapshot snapshot, FlowPath path) {
        Carrying carrying = turn.carrying(path.family());
        boolean alive = !carrying.isEmpty() && carrying.ground() != Carrying.Ground.KEPT;
        Set<Integer> balanced = EarlierBalance.over(turn.config.agent(), snapshot, path.family());
        if (!alive || balanced.isEmpty() || balanced.contains(path.interfaceIndex())) {
            return false;
        }
        Ownership ownership = new Ownership(Protocol.of(turn.config.agent().protocol()));
        return path.mark().isEmpty()
                || snapshot.rules().stream()
                        .noneMatch(rule -> ownership.owns(rule)
                                && rule.family().equals(path.family())
                                && rule.selector().mark().equals(path.mark()));
    }

    private static FlowPath moved(Turn turn, KernelSnapshot snapshot, FlowPath path) {
        if (turn.config.flows().onDown() == OnDown.KEEP) {
            return path.moved(false);
        }
        if (!routesStand(turn, snapshot, path)) {
            return path;
        }
        FlowMove move = path.move(true, "it cannot be used");
        if (move.isEmpty()) {
            return path.moved(false);
        }
        tell(turn, move);
        return path.moved(!turn.config.routing().prefixes().isEmpty());
    }

    /**
     * Ordered routes led to it for a while longer than the balanced default.
     *
     * @param changed whether any of them was changed
     */
    static void prefixesFollowed(Turn turn, boolean changed) {
        List<FlowPath> paths = new ArrayList<>();
        for (FlowPath path : turn.flows.paths()) {
            if (path.again() && changed && routesStand(turn, turn.snapshot.orElseThrow(), path)) {
                FlowMove move = path.move(true, "ordered routes no longer lead to it");
                tell(turn, move);
            }
            paths.add(path.again() ? path.moved(false) : path);
        }
        turn.flows = turn.flows.paths(paths);
    }

    /** Time to leave a more expensive tier. */
    static void tick(Turn turn) {
        if (turn.flows.wake() > turn.now) {
            return;
        }
        List<FlowPath> paths = new ArrayList<>();
        for (FlowPath path : turn.flows.paths()) {
            boolean due = path.drainAt() != Timers.EVER && path.drainAt() <= turn.now;
            if (due) {
                FlowMove move = path.move(false, "uplinks of a better tier are back");
                tell(turn, move);
            }
            paths.add(due ? path.drainAt(Timers.EVER) : path);
        }
        turn.flows = turn.flows.paths(paths);
    }

    /** What commands were run over it is there by an operator's word, alive or not. */
    private static void tell(Turn turn, FlowMove move) {
        long mask = turn.config.flows().mask().bits();
        turn.effects.add(new Effect.MoveFlows(turn.event(), move.sparing(mask)));
    }

    static void moved(Turn turn, long eventId, FlowMove.Outcome outcome) {
        if (outcome.connections() == 0 && outcome.failure().isEmpty()) {
            return;
        }
        turn.flows = turn.flows.moved(outcome);
        turn.effects.add(new Effect.Say(eventId, outcome.failure().isPresent(), text(outcome)));
    }

    /** Both numbers in words. */
    static String text(FlowMove.Outcome outcome) {
        FlowMove move = outcome.move();
        String whose = move.uplink() + " (" + (move.family().equals(AddressFamily.INET) ? "IPv4" : "IPv6") + ")";
        String done = "connections of " + whose + " moved, " + move.why() + ": " + outcome.entries()
                + " forgotten by conntrack, " + outcome.sockets() + " sockets of this machine ended";
        return outcome.failure().map(why -> done + "; but " + why).orElse(done);
    }

    static void tableSeen(Turn turn, FlowWork.TableSeen seen) {
        FlowWork.TableSeen before = turn.flows.table();
        if (seen.trouble().isPresent() && !seen.trouble().equals(before.trouble())) {
            turn.effects.add(new Effect.Say(turn.event(), true, seen.trouble().get()));
        } else if (seen.repairs() > before.repairs()) {
            String text = "somebody removed or changed the agent's nf_tables table; it stands again";
            turn.effects.add(new Effect.Say(turn.event(), true, text));
        }
        turn.flows = turn.flows.table(seen);
        if (turn.flows.wish().isEmpty() && !seen.present() && seen.trouble().isEmpty() && turn.memory.flowTable()) {
            turn.memory = turn.memory.flowTable(false);
            turn.effects.add(new Effect.Remember(turn.memory));
        }
    }
}
