package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentState;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashSet;
import java.util.Set;

/** Everything of one simulation, put together: a machine, the Internet behind its lines, the agent, and what must hold. */
final class World {
    final Simulation simulation;
    final Site site;
    final VirtualKernel kernel;
    final Machine machine;
    final Internet internet;
    final Strangers strangers;
    final Traffic traffic;
    final VirtualAgent agent;
    final Set<String> disabled = new HashSet<>();
    final Truth truth;
    final RoutingInvariants invariants;
    final Budget budget;
    final Told told;
    final Notices notices;
    final DeadTargets deadTargets;
    final Loans loans;
    final FaultInjector injector;

    World(Simulation simulation, Coverage coverage) {
        this(
                simulation,
                coverage,
                SiteFlows.draw(
                        SiteRouting.draw(Site.draw(simulation.random("site")), simulation.random("routing")),
                        simulation.random("flows")));
    }

    World(Simulation simulation, Coverage coverage, Site site) {
        this.simulation = simulation;
        this.site = site;
        kernel = new VirtualKernel(simulation);
        machine = new Machine(simulation, kernel);
        internet = new Internet(simulation, kernel);
        strangers = new Strangers(simulation, kernel);
        traffic = new Traffic(simulation, internet);
        agent = new VirtualAgent(simulation, kernel, internet, traffic, site.config());
        truth = new Truth(simulation.clock(), kernel, internet, disabled);
        invariants = new RoutingInvariants(simulation, kernel, agent, truth);
        budget = new Budget(simulation, agent);
        told = new Told(simulation, agent);
        notices = new Notices(this, coverage);
        deadTargets = new DeadTargets(this, coverage);
        loans = new Loans(simulation, kernel, agent, invariants);
        injector = new FaultInjector(this);
        agent.calls().watch(invariants);
        agent.calls().watch(loans);
        agent.onStep(new Transitions(coverage));
        agent.onStep(this::reconfigured);
        simulation.always(invariants);
        simulation.always(new Restarts(this));
        simulation.always(new FlowInvariants(simulation, kernel, agent, invariants));
        simulation.always(loans);
        simulation.always(budget);
        simulation.always(notices);
        simulation.always(deadTargets);
        simulation.always(told);
    }

    /** What is good depends on who is asked. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    private void reconfigured(AgentState before, AgentState after) {
        if (before.config() != after.config()) {
            invariants.changed();
            deadTargets.forget();
        }
    }
}
