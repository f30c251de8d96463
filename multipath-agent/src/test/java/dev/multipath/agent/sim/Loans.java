package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for packets of commands that were run over one uplink: whatever the agent does, unless the kernel refuses
 * it, they leave by that uplink or are refused, and what others took away of their rules is there again soon.
 */
final class Loans implements Invariant, KernelCalls.Watcher {
    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final VirtualAgent agent;
    private final RoutingInvariants routing;
    private final Map<String, FwMark> lent = new TreeMap<>();
    /** What is wrong now, by uplink and family, and since when. */
    private final Map<String, Long> wrongSince = new HashMap<>();

    private Map<String, String> wrong = Map.of();
    private long lastRefused = -Bounds.UNTOLD;
    private Set<String> astrayBefore = Set.of();
    private Optional<String> found = Optional.empty();
    private @Nullable Reach judged;
    private @Nullable Object judgedConfig;

    Loans(Simulation simulation, VirtualKernel kernel, VirtualAgent agent, RoutingInvariants routing) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.agent = agent;
        this.routing = routing;
    }

    /** A command bears this mark from now on. */
    void add(String uplink, FwMark mark) {
        lent.put(uplink, mark);
        judged = null;
    }

    /** No command runs any more, and the agent need not know that any did. */
    void forget() {
        lent.clear();
        judged = null;
    }

    // Around each operation.

    @Override
    public void before(KernelOp operation) {
        astrayBefore = lent.isEmpty() ? Set.of() : astray().keySet();
    }

    @Override
    public void after(KernelOp operation, boolean refused) {
        long now = simulation.clock().nanos();
        lastRefused = refused ? now : lastRefused;
        if (lent.isEmpty() || !agent.calls().isUpToDate() || now - lastRefused < Bounds.UNTOLD) {
            return;
        }
        Map<String, String> astray = astray();
        astray.keySet().removeAll(astrayBefore);
        astray.values().stream()
                .findFirst()
                .ifPresent(what -> found = Optional.of(what + " after: " + operation.command(index -> "if" + index)));
    }

    /** Packets that leave by another uplink than theirs, but for what a stranger's default in its table does to them. */
    private Map<String, String> astray() {
        Map<String, String> astray = new TreeMap<>();
        Reach reach = kernel.reach();
        lent.forEach((uplink, mark) -> {
            int own = kernel.link(device(uplink)).map(Link::index).orElse(0);
            for (AddressFamily family : Truth.FAMILIES) {
                Set<Integer> out = reach.marked(family, mark);
                if (!Set.of(own).containsAll(out) && !isStrangers(reach, family, mark)) {
                    astray.put(
                            uplink + family + " astray",
                            family + ": what is marked for " + uplink + " leaves by " + out + " instead of " + own);
                }
            }
        });
        return astray;
    }

    private static String device(String uplink) {
        return Site.DEVICES.get(Site.NAMES.indexOf(uplink));
    }

    private static boolean isStrangers(Reach reach, AddressFamily family, FwMark mark) {
        for (Rule rule : reach.rules()) {
            if (rule.family().equals(family)
                    && rule.selector().mark().equals(Optional.of(mark))
                    && rule.action() instanceof RuleAction.Lookup lookup) {
                for (Route route : reach.routes()) {
                    if (route.table().equals(lookup.table())
                            && route.family().equals(family)
                            && !route.protocol().equals(RoutingInvariants.OWN)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    // What holds over time.

    /** Computed when the kernel or the configuration changed; in between the bound alone runs. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public Optional<String> violation() {
        Optional<AgentState> state = agent.state();
        if (lent.isEmpty() || found.isPresent()) {
            return found;
        }
        if (state.isEmpty() || state.get().snapshot().isEmpty() || routing.isExcused()) {
            wrongSince.clear();
            judged = null;
            return Optional.empty();
        }
        Reach reach = kernel.reach();
        if (judged != reach || judgedConfig != state.get().config()) {
            wrong = astray();
            missing(state.get(), reach);
            judged = reach;
            judgedConfig = state.get().config();
        }
        wrongSince.keySet().retainAll(wrong.keySet());
        long now = simulation.clock().nanos();
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            if (now - wrongSince.computeIfAbsent(each.getKey(), none -> now) > Bounds.DIRECTION) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }

    /** Rules that are not there. */
    private void missing(AgentState state, Reach reach) {
        Numbering numbering = new Numbering(state.config().agent().tableBase());
        lent.forEach((uplink, mark) -> {
            for (AddressFamily family : Truth.FAMILIES) {
                boolean refused = reach.rules().stream()
                        .anyMatch(rule -> isFor(rule, family, mark, numbering.refusalPriority())
                                && rule.action() instanceof RuleAction.Unreachable);
                if (!refused) {
                    wrong.put(uplink + family + " refusal", family + ": nothing refuses what is marked for " + uplink);
                }
                for (UplinkView view : state.views()) {
                    RuleAction led = new RuleAction.Lookup(numbering.uplinkTable(view.slot()));
                    boolean leads = reach.rules().stream()
                            .anyMatch(rule -> isFor(rule, family, mark, numbering.lentPriority())
                                    && rule.action().equals(led));
                    boolean wanted = view.name().equals(uplink)
                            && view.facts().family(family).wanted();
                    if (leads != wanted) {
                        wrong.put(
                                uplink + family + " at " + view.name(),
                                family + ": what is marked for " + uplink + (leads ? " is led to " : " is not led to ")
                                        + view.name());
                    }
                }
            }
        });
    }

    private static boolean isFor(Rule rule, AddressFamily family, FwMark mark, long priority) {
        return rule.protocol().equals(RoutingInvariants.OWN)
                && rule.family().equals(family)
                && rule.selector().mark().equals(Optional.of(mark))
                && rule.priority().orElse(0) == priority;
    }
}
