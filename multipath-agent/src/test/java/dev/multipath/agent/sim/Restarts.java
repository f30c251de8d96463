package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A dead uplink that the agent had taken out when it was killed stays out after a restart, from the first plan on, also
 * when it was killed in the middle of that very change: the kernel's balanced default says who carried. Claimed for as long as nobody else changes anything and another line, in
 * use when the agent was killed, is good all the time.
 */
final class Restarts implements Invariant {
    /** After a restart; then the bound for leaving a dead line has its say. */
    private static final long WATCHED = 5_000 * Line.MILLI;

    /** One that was out, and the one that carried in its place. */
    private record Out(String device, String other, AddressFamily family) {}

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final Internet internet;
    private final VirtualAgent agent;
    private final Truth truth;
    private final RoutingInvariants invariants;
    private List<Out> out = new ArrayList<>();
    private Optional<AgentConfig> config = Optional.empty();
    private long others;
    private long end;

    Restarts(World world) {
        simulation = world.simulation;
        kernel = world.kernel;
        internet = world.internet;
        agent = world.agent;
        truth = world.truth;
        invariants = world.invariants;
        agent.onCrash(this::crashed);
    }

    /** @param state it had */
    private void crashed(AgentState state) {
        out.clear();
        config = Optional.of(state.config());
        others = kernel.others();
        end = Truth.NEVER;
        if (invariants.isExcused() || !agent.config().equals(state.config()) || !internet.deadTargets.isEmpty()) {
            return;
        }
        long settled = simulation.clock().nanos() - Bounds.of(state.config()).use();
        Reach reach = kernel.reach();
        for (AddressFamily family : Truth.FAMILIES) {
            Set<Integer> used = reach.anywhere(family);
            Optional<String> other = Site.DEVICES.stream()
                    .filter(each -> used.contains(index(each)) && truth.since("good", each, family) <= settled)
                    .findFirst();
            for (String device : other.isPresent() ? Site.DEVICES : List.<String>of()) {
                boolean takenOut = !used.contains(index(device)) && !isInReserve(state, index(device), family);
                if (takenOut && truth.since("silent", device, family) != Truth.NEVER) {
                    out.add(new Out(device, other.get(), family));
                }
            }
        }
    }

    /**
     * Whether some default of the agent's says that it lived: not the uplink's own, and not a stand-by of one that carries
     * behind a weighted default, which is what a kill in the middle of a change may leave of one just taken out.
     */
    private boolean isInReserve(AgentState state, int index, AddressFamily family) {
        RouteTable balance = new Numbering(state.config().agent().tableBase()).balanceTable();
        List<Route> led = new ArrayList<>(kernel.reach().routes());
        led.removeIf(route -> !route.isDefault()
                || !route.family().equals(family)
                || !route.protocol().equals(RoutingInvariants.OWN)
                || !(route.table().equals(RouteTable.MAIN) || route.table().equals(balance)));
        long first = led.stream().mapToLong(Restarts::metric).min().orElse(0);
        for (Route route : led) {
            long behind = metric(route) - first;
            boolean ofCarrier = behind >= Numbering.STANDBY_METRIC
                    && behind < Numbering.STANDBY_METRIC + (long) AgentConfig.MAX_UPLINKS;
            if (!ofCarrier && route.target().ways().stream().anyMatch(hop -> hop.interfaceIndex() == index)) {
                return true;
            }
        }
        return false;
    }

    private static long metric(Route route) {
        return route.key().effectivePriority();
    }

    private int index(String device) {
        return kernel.link(device).map(Link::index).orElse(0);
    }

    @Override
    public Optional<String> violation() {
        if (out.isEmpty()) {
            return Optional.empty();
        }
        Optional<AgentState> state = agent.state();
        long now = simulation.clock().nanos();
        end = state.isPresent() && end == Truth.NEVER ? now + WATCHED : end;
        boolean same = kernel.others() == others
                && internet.deadTargets.isEmpty()
                && agent.config().equals(config.get());
        if (!same || now > end) {
            out.clear();
            return Optional.empty();
        }
        out.removeIf(
                each -> !isDead(each.device()) || !internet.line(each.other()).isPerfect());
        if (state.isEmpty() || state.get().isStarting()) {
            return Optional.empty();
        }
        Reach reach = kernel.reach();
        for (Out each : out) {
            if (reach.anywhere(each.family()).contains(index(each.device()))) {
                return Optional.of(each.family() + ": a restart leads packets over " + each.device()
                        + " again, which was dead and taken out");
            }
        }
        return Optional.empty();
    }

    private boolean isDead(String device) {
        boolean near = config.get().probe().type() == ProbeType.GATEWAY;
        return near ? internet.line(device).isDeadNear() : internet.line(device).isDead();
    }
}
