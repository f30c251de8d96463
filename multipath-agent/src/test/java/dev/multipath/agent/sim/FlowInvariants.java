package dev.multipath.agent.sim;

import dev.multipath.agent.config.OnDown;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.StatePeek;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for running connections: a rule leads those of an uplink while it can be used and, unless they are to
 * wait, not a moment longer; they are told to go only when no new one comes to it any more and another carries, and once.
 */
final class FlowInvariants implements Invariant {
    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final VirtualAgent agent;
    private final RoutingInvariants routing;
    private final Map<String, Long> wrongSince = new HashMap<>();
    /** How often those of an uplink were told to go since it could last be used. */
    private final Map<String, Integer> told = new HashMap<>();
    /** Whether that was changed since the last step. */
    private boolean toldAnew;

    private Optional<String> found = Optional.empty();
    /** What is wrong, by the state and the routes it was last judged by. */
    private Set<String> judgement = Set.of();

    private @Nullable AgentState judged;
    private @Nullable Reach judgedReach;

    FlowInvariants(Simulation simulation, VirtualKernel kernel, VirtualAgent agent, RoutingInvariants routing) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.agent = agent;
        this.routing = routing;
        agent.onMove(this::moved);
        agent.onStep(this::stepped);
        agent.onCrash(state -> told.clear());
    }

    private void stepped(AgentState before, AgentState state) {
        if (told.isEmpty() || (!toldAnew && StatePeek.routesLike(before, state))) {
            return;
        }
        toldAnew = false;
        for (UplinkView view : state.views()) {
            for (AddressFamily family : Truth.FAMILIES) {
                if (Pinning.isUsable(view, family, state.carrying(family))) {
                    told.remove(view.name() + family);
                }
            }
        }
    }

    private void moved(AgentState state, FlowMove move) {
        if (move.mark().isEmpty() || !move.inbound()) {
            return;
        }
        String whose = move.uplink() + " " + move.family();
        if (leads(move.family(), move.mark().get())) {
            found = Optional.of(whose + ": told to go while a rule leads to it");
        }
        Set<Integer> out = kernel.reach().anywhere(move.family());
        if (!routing.isExcused() && (out.isEmpty() || out.contains(move.interfaceIndex()))) {
            found = Optional.of(
                    whose + ": told to go while new ones leave by " + out + ", and it is " + move.interfaceIndex());
        }
        toldAnew = true;
        int most = state.config().routing().prefixes().isEmpty() ? 1 : 2;
        if (told.merge(move.uplink() + move.family(), 1, Integer::sum) > most) {
            found = Optional.of(whose + ": told to go again, though it was not used since");
        }
    }

    private boolean leads(AddressFamily family, FwMark mark) {
        return rules().stream()
                .anyMatch(rule ->
                        rule.family().equals(family) && rule.selector().mark().equals(Optional.of(mark)));
    }

    /** But for those of commands, whose marks mean something else. */
    private List<Rule> rules() {
        long lent = agent.state()
                .map(state -> new Numbering(state.config().agent().tableBase()).lentPriority())
                .orElse(0L);
        return kernel.reach().rules().stream()
                .filter(rule -> rule.protocol().equals(RoutingInvariants.OWN)
                        && rule.selector().mark().isPresent()
                        && rule.priority().orElse(0) != lent)
                .toList();
    }

    @Override
    public Optional<String> violation() {
        Optional<AgentState> state = agent.state();
        if (found.isPresent() || state.isEmpty() || state.get().snapshot().isEmpty() || routing.isExcused()) {
            wrongSince.clear();
            return found;
        }
        judge(state.get());
        long now = simulation.clock().nanos();
        for (String what : judgement) {
            if (now - wrongSince.computeIfAbsent(what, none -> now) > Bounds.DIRECTION) {
                return Optional.of(what);
            }
        }
        return Optional.empty();
    }

    /** Computed when something changes; the bounds alone run in between. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    private void judge(AgentState state) {
        Reach reach = kernel.reach();
        if (judged == null || judgedReach != reach || !StatePeek.routesLike(state, judged)) {
            judgement = wrong(state);
            wrongSince.keySet().retainAll(judgement);
        }
        judged = state;
        judgedReach = reach;
    }

    /** Rules there should not be, and those that are missing. */
    private Set<String> wrong(AgentState state) {
        Pinning pinning = Pinning.of(state.config(), state.snapshot().orElseThrow());
        Numbering numbering = new Numbering(state.config().agent().tableBase());
        boolean waits = state.config().flows().onDown() == OnDown.KEEP;
        List<Rule> rules = rules();
        if (rules.isEmpty() && !pinning.inForce()) {
            return Set.of();
        }
        Set<String> wrong = new HashSet<>();
        for (UplinkView view : state.views()) {
            for (AddressFamily family : Truth.FAMILIES) {
                boolean leads = rules.stream()
                        .anyMatch(rule -> rule.family().equals(family)
                                && rule.action().equals(new RuleAction.Lookup(numbering.uplinkTable(view.slot()))));
                boolean strays = leads
                        && pinning.waits()
                        && rules.stream()
                                .noneMatch(rule -> rule.family().equals(family)
                                        && rule.action().equals(new RuleAction.Blackhole())
                                        && rule.selector().mark().equals(pinning.mark(view)));
                if (strays) {
                    wrong.add(view.name() + " " + family + ": its connections would not wait without a carrier");
                }
                boolean usable = Pinning.isUsable(view, family, state.carrying(family));
                boolean wanted = pinning.inForce() && (usable || (waits && view.routable(family)));
                boolean stays = leads && pinning.inForce() && Pinning.mayReturn(view, family, state.carrying(family));
                if (leads != wanted && !stays) {
                    wrong.add(view.name() + " " + family + (leads ? ": led to, though" : ": not led to, though")
                            + (usable ? " it can be used" : " it cannot be used"));
                }
            }
        }
        return wrong;
    }
}
