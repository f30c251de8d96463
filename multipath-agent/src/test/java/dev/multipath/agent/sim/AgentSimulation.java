package dev.multipath.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Transition;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.SeedReporter;
import dev.multipath.testkit.sim.Simulation;
import org.junit.jupiter.api.Test;

/**
 * The agent under random faults: some of the schedules that {@code scripts/simulate} runs thousands of. A failure names
 * the command that repeats it.
 */
final class AgentSimulation {
    private static final int SCHEDULES = 200;

    @Test
    void hours_of_random_faults() {
        Coverage coverage = Simulate.coverage();
        new SeedReporter(Simulate::command)
                .threads(2)
                .run(0, SCHEDULES, simulation -> new HourOfFaults(simulation, coverage).run());

        for (FaultKind kind : FaultKind.values()) {
            assertThat(coverage.count(kind.toString())).as("%s", kind).isPositive();
        }
        for (Transition row : Transition.values()) {
            assertThat(coverage.count(Transitions.name(row))).as("%s", row).isPositive();
        }
        assertThat(coverage.count(Notices.CLEAN_OUTAGE)).isPositive();
        assertThat(coverage.count(DeadTargets.ALONE)).isPositive();
        assertThat(coverage.count(Lender.LENT)).isPositive();
    }

    @Test
    void the_same_seed_gives_the_same_log() {
        Simulation one = run(4711, true);
        Simulation other = run(4711, true);

        assertThat(other.log()).isEqualTo(one.log()).hasSizeGreaterThan(100);
        assertThat(other.digest()).isEqualTo(one.digest());
    }

    @Test
    void what_is_remembered_of_an_untouched_kernel_changes_nothing() {
        Simulation quick = run(4712, true);
        Simulation thorough = run(4712, false);

        assertThat(thorough.log()).isEqualTo(quick.log());
        assertThat(thorough.digest()).isEqualTo(quick.digest());
    }

    private static Simulation run(long seed, boolean remember) {
        Simulation simulation = new Simulation(seed);
        HourOfFaults hour = new HourOfFaults(simulation, new Coverage());
        hour.world().kernel.remember = remember;
        hour.run();
        return simulation;
    }
}
