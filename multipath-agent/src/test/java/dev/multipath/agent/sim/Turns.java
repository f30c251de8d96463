package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.function.BooleanSupplier;

/** Has something happen again and again until a fault is over; each time is a disturbance. */
final class Turns {
    private final Simulation simulation;
    private final Budget budget;
    private final SimRandom random;

    Turns(Simulation simulation, Budget budget, SimRandom random) {
        this.simulation = simulation;
        this.budget = budget;
        this.random = random;
    }

    /**
     * Now, and after each random pause.
     *
     * @param least pause, nanoseconds
     * @param most pause, nanoseconds
     * @param end runs when it is over
     * @return what ends it
     */
    Runnable repeat(long least, long most, Runnable action, Runnable end) {
        boolean[] over = new boolean[1];
        again(least, most, action, () -> over[0]);
        return () -> {
            over[0] = true;
            end.run();
        };
    }

    private void again(long least, long most, Runnable action, BooleanSupplier over) {
        if (!over.getAsBoolean()) {
            budget.disturbed();
            action.run();
            simulation.after(random.between(least, most), () -> again(least, most, action, over));
        }
    }
}
