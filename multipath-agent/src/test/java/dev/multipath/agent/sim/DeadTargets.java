package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.Invariant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Targets that die while nothing else is wrong move no traffic: of two uplinks or more that carry a family, none is left
 * and none taken in. Nothing is claimed any more once something else happens or what was lost before makes one degraded.
 */
final class DeadTargets implements Invariant {
    static final String ALONE = "dead targets apart from everything else";

    private final VirtualAgent agent;
    private final Internet internet;
    private final Coverage coverage;
    /** Who carried each family when the targets died; empty while nothing is claimed. */
    private final Map<AddressFamily, List<Integer>> carried = new HashMap<>();

    private int active;

    DeadTargets(World world, Coverage coverage) {
        this.agent = world.agent;
        this.internet = world.internet;
        this.coverage = coverage;
        agent.onCrash(killed -> forget());
    }

    /** What carried says nothing of what is to come. */
    void forget() {
        carried.clear();
    }

    void begins(Episode<FaultKind> episode) {
        carried.clear();
        if (episode.kind() == FaultKind.TARGET_DEATH && active == 0) {
            agent.state().filter(DeadTargets::isWell).ifPresent(this::watch);
        }
        active++;
    }

    void ends() {
        active--;
    }

    private void watch(AgentState state) {
        for (AddressFamily family : Truth.FAMILIES) {
            Carrying carrying = state.carrying(family);
            if (carrying.ground() == Carrying.Ground.LIVE && carrying.slots().size() > 1) {
                carried.put(family, carrying.slots());
                coverage.hit(ALONE);
            }
        }
    }

    private static boolean isWell(AgentState state) {
        for (UplinkView view : state.views()) {
            boolean six = view.config().ipv4Only() || view.state(AddressFamily.INET6) == UplinkState.UP;
            if (view.state(AddressFamily.INET) != UplinkState.UP || !six) {
                return false;
            }
        }
        return true;
    }

    private boolean areLinesWell() {
        return Site.DEVICES.stream().allMatch(each -> internet.line(each).isPerfect());
    }

    private static boolean isDegraded(UplinkView view) {
        return view.ipv4().degraded() || view.ipv6().degraded();
    }

    @Override
    public Optional<String> violation() {
        if (carried.isEmpty()) {
            return Optional.empty();
        }
        Optional<AgentState> state = agent.state();
        if (state.isEmpty() || !areLinesWell() || state.get().views().stream().anyMatch(DeadTargets::isDegraded)) {
            carried.clear();
            return Optional.empty();
        }
        for (AddressFamily family : carried.keySet()) {
            List<Integer> now = state.get().carrying(family).slots();
            if (!now.equals(carried.get(family))) {
                return Optional.of(family + ": dead targets alone moved traffic from uplinks " + carried.remove(family)
                        + " to " + now);
            }
        }
        return Optional.empty();
    }
}
