package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.Schedule;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One schedule: an hour of virtual time with faults, at the end of which everything has to be as if there had been none. */
final class HourOfFaults {
    static final long HOUR = 3_600_000 * Line.MILLI;
    private static final long WARM_UP = 5_000 * Line.MILLI;
    /** The longest hold-up, and some rounds. */
    private static final long SETTLING = 330_000 * Line.MILLI;

    private static final long STILL = 25_000 * Line.MILLI;
    private static final long RESTART = 12_000 * Line.MILLI;

    private final Simulation simulation;
    private final World world;
    private final Coverage coverage;

    HourOfFaults(Simulation simulation, Coverage coverage) {
        this.simulation = simulation;
        this.coverage = coverage;
        this.world = new World(simulation, coverage);
    }

    World world() {
        return world;
    }

    void run() {
        world.agent.start();
        world.invariants.excuse(simulation.clock().nanos() + WARM_UP);
        Schedule<FaultKind> schedule = new Schedules(
                        simulation.seed(),
                        simulation.random("schedule"),
                        WARM_UP,
                        HOUR - SETTLING - STILL - 2 * RESTART)
                .draw();
        schedule.count(coverage);
        schedule.play(simulation, this::begin);
        new Lender(world, coverage).begin(HOUR - SETTLING - STILL - 2 * RESTART);
        simulation.run(HOUR - STILL - 2 * RESTART);
        settled();
    }

    private Runnable begin(Episode<FaultKind> episode) {
        world.notices.begins(episode);
        world.deadTargets.begins(episode);
        Runnable end = world.injector.begin(episode);
        if (episode.kind() == FaultKind.CRASH || episode.kind() == FaultKind.RELOAD) {
            world.notices.forget();
        }
        return () -> {
            end.run();
            world.notices.ends(episode);
            world.deadTargets.ends();
        };
    }

    // The end.

    private void settled() {
        requireAllUsed();
        require(world.told.leftOpen().isEmpty(), "the last notices are " + world.told.leftOpen());
        int writes = world.agent.writes();
        List<Integer> weights = weights();
        simulation.run(STILL);
        require(world.agent.writes() == writes || !weights().equals(weights), "writes in a steady state");
        require(secondPlan().isEmpty(), "the second plan is " + secondPlan());
        weights = weights();
        writes = world.agent.writes();
        world.agent.crash();
        start();
        require(world.agent.writes() == writes || !weights().equals(weights), "a restart changed something");
        requireAllUsed();
        List<String> owned = owned();
        world.agent.crash();
        world.agent.forgetEverything();
        world.loans.forget();
        world.strangers.deleteAll();
        start();
        require(owned().equals(owned), "a fresh start leads to " + owned() + " instead of " + owned);
    }

    /** Adaptive ones rise a quarter of an hour after the last congestion, and begin anew with the agent. */
    private List<Integer> weights() {
        List<Integer> weights = new ArrayList<>();
        world.agent.state().orElseThrow().views().forEach(view -> weights.add(view.weight()));
        return weights;
    }

    private void start() {
        world.agent.start();
        world.notices.forget();
        world.invariants.excuse(simulation.clock().nanos() + RESTART);
        simulation.run(RESTART);
    }

    private void requireAllUsed() {
        Reach reach = Reach.of(world.kernel.fake, true);
        for (AddressFamily family : Truth.FAMILIES) {
            Set<Integer> all = new TreeSet<>();
            for (String device : Site.DEVICES) {
                boolean wanted =
                        !device.equals("ppp0") || (family.equals(AddressFamily.INET) && !world.site.standsBy());
                if (wanted) {
                    all.add(world.kernel.link(device).map(Link::index).orElseThrow());
                }
            }
            Set<Integer> used = reach.anywhere(family);
            require(used.equals(all), family + ": in the end " + used + " are used instead of " + all);
        }
    }

    private List<String> secondPlan() {
        AgentState state = world.agent.state().orElseThrow();
        world.kernel.touched();
        KernelSnapshot snapshot = world.kernel.observe(state.config(), Site.DEVICES);
        Step step = AgentCore.step(state, new Event.Observed(snapshot), world.agent.now());
        List<String> changes = new ArrayList<>();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Apply || effect instanceof Effect.WriteSysctls) {
                changes.add(effect.toString());
            }
        }
        return changes;
    }

    private List<String> owned() {
        List<String> owned = new ArrayList<>();
        for (Route route : world.kernel.fake.routes()) {
            if (route.protocol().equals(RoutingInvariants.OWN)) {
                owned.add(route.toString());
            }
        }
        for (Rule rule : world.kernel.fake.rules()) {
            if (rule.protocol().equals(RoutingInvariants.OWN) && !isLent(rule)) {
                owned.add(rule.family() + " " + withoutMark(rule));
            }
        }
        owned.sort(null);
        return owned;
    }

    /** What commands were run before depends on what is remembered. */
    private boolean isLent(Rule rule) {
        Numbering numbering = new Numbering(world.agent.config().agent().tableBase());
        long priority = rule.priority().orElse(0);
        return priority == numbering.lentPriority() || priority == numbering.refusalPriority();
    }

    /** Which number an uplink has depends on what is remembered. */
    private static String withoutMark(Rule rule) {
        return rule.toString().replaceAll("fwmark \\S+", "fwmark …");
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("at " + simulation.clock() + " s: " + what);
        }
    }
}
