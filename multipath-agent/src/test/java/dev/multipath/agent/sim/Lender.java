package dev.multipath.agent.sim;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Lending;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.Optional;

/** An operator who runs commands over one uplink now and then, as {@code use} does: asks for a mark until its rules stand. */
final class Lender {
    static final String LENT = "mark lent";

    private static final long PAUSE = 20 * Line.MILLI;
    private static final int PATIENCE = 500;
    private static final double SITES = 0.4;

    private final Simulation simulation;
    private final VirtualAgent agent;
    private final Budget budget;
    private final Loans loans;
    private final Coverage coverage;
    private final SimRandom random;

    Lender(World world, Coverage coverage) {
        this.simulation = world.simulation;
        this.agent = world.agent;
        this.budget = world.budget;
        this.loans = world.loans;
        this.coverage = coverage;
        this.random = simulation.random("lender");
    }

    /** At some sites, a few times until then. */
    void begin(long until) {
        if (!random.chance(SITES)) {
            return;
        }
        int commands = 1 + random.below(4);
        for (int i = 0; i < commands; i++) {
            simulation.after(random.between(0, until), this::run);
        }
    }

    private void run() {
        String uplink = random.pick(Site.NAMES);
        simulation.log("runs a command over " + uplink);
        budget.disturbed();
        agent.post(new Event.Lend(uplink));
        await(uplink, Optional.empty(), PATIENCE);
    }

    /** The agent says that the rules stand when it has also seen to it that it remembers. */
    private void await(String uplink, Optional<FwMark> before, int patience) {
        Optional<FwMark> now = agent.state().flatMap(state -> Lending.inForce(state, uplink));
        if (now.isPresent() && now.equals(before)) {
            coverage.hit(LENT);
            loans.add(uplink, now.get());
        } else if (patience > 0) {
            simulation.after(PAUSE, () -> await(uplink, now, patience - 1));
        }
    }
}
