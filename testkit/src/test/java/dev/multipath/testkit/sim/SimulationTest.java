package dev.multipath.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation = new Simulation(1);
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatIsDueAtTheSameTimeKeepsItsOrder() {
        simulation.after(2 * SECOND, () -> happened.add("c"));
        simulation.after(SECOND, () -> happened.add("a"));
        simulation.after(SECOND, () -> happened.add("b"));
        simulation.run(SECOND);
        assertThat(happened).as("the end of a run is not part of it").isEmpty();
        simulation.run(5 * SECOND);
        assertThat(happened).containsExactly("a", "b", "c");
        assertThat(simulation.clock().elapsed()).isEqualTo(6 * SECOND);
        assertThat(simulation.clock()).hasToString("6.000");
    }

    @Test
    void anActorRunsWhenItWantsTo() {
        long[] next = {SimClock.START + SECOND};
        simulation.actor(new Actor() {
            @Override
            public long nextWake() {
                return next[0];
            }

            @Override
            public void wake() {
                happened.add(simulation.clock().toString());
                next[0] += 10 * SECOND;
            }
        });
        simulation.run(25 * SECOND);
        assertThat(happened).containsExactly("1.000", "11.000", "21.000");
    }

    @Test
    void theWorldGoesOnWhileAnActorIsBusy() {
        simulation.after(3 * SECOND, () -> happened.add("the world at " + simulation.clock()));
        simulation.after(2 * SECOND, () -> {
            simulation.spend(2 * SECOND);
            happened.add("done at " + simulation.clock());
        });
        simulation.run(10 * SECOND);
        assertThat(happened).containsExactly("the world at 3.000", "done at 4.000");
    }

    @Test
    void anInvariantEndsTheRunAtTheEventThatBreaksIt() {
        simulation.always(() -> happened.isEmpty() ? Optional.empty() : Optional.of("something happened"));
        simulation.after(SECOND, () -> happened.add("it"));
        simulation.after(2 * SECOND, () -> happened.add("more"));
        assertThatThrownBy(() -> simulation.run(5 * SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessage("at 1.000 s: something happened");
        assertThat(happened).hasSize(1);
    }

    @Test
    void anEventMaySpendMoreTimeThanTheRunHadLeft() {
        simulation.after(SECOND / 2, () -> simulation.spend(SECOND));
        simulation.run(SECOND);
        assertThat(simulation.clock().elapsed()).isEqualTo(3 * SECOND / 2);
        simulation.run(SECOND);
        assertThat(simulation.clock().elapsed()).isEqualTo(5 * SECOND / 2);
    }

    @Test
    void eventsWithoutTimeBetweenThemAreACircle() {
        again();
        assertThatThrownBy(() -> simulation.run(SECOND)).hasMessageContaining("turns in circles");
    }

    private void again() {
        simulation.after(0, this::again);
    }

    @Test
    void oneComponentsDrawsLeaveThoseOfAnotherAsTheyAre() {
        long before = new Simulation(7).random("network").between(0, Long.MAX_VALUE);
        Simulation other = new Simulation(7);
        other.random("faults").between(0, 100);
        assertThat(other.random("network").between(0, Long.MAX_VALUE)).isEqualTo(before);
        assertThat(new Simulation(8).random("network").between(0, Long.MAX_VALUE))
                .isNotEqualTo(before);
    }

    @Test
    void aScheduleBeginsAndEndsEachFaultAndCountsWhatMeets() {
        Episode<String> a = new Episode<>("A", "x", SECOND, 4 * SECOND);
        Episode<String> b = new Episode<>("B", "y", 3 * SECOND, 4 * SECOND);
        Episode<String> c = new Episode<>("C", "", 20 * SECOND, 0);
        Schedule<String> schedule = new Schedule<>(List.of(c, b, a));
        schedule.play(simulation, episode -> {
            happened.add("+" + episode.kind());
            return () -> happened.add("-" + episode.kind());
        });
        simulation.run(30 * SECOND);
        assertThat(happened).containsExactly("+A", "+B", "-A", "-B", "+C", "-C");

        Coverage coverage = new Coverage();
        coverage.expect(List.of("D"));
        schedule.count(coverage);
        assertThat(coverage.count("A+B")).isEqualTo(1);
        assertThat(coverage.count("B+C")).isZero();
        assertThat(coverage.rarerThan(1)).containsExactly("D 0");
        assertThat(coverage.toString()).contains("1  A+B");
    }

    @Test
    void aFailureNamesItsSeedAndHowToRepeatIt() {
        SeedReporter reporter = new SeedReporter(seed -> "repeat " + seed);
        assertThatThrownBy(() -> reporter.run(0, 10, run -> {
                    run.log("began");
                    run.always(() -> run.seed() == 4 ? Optional.of("four") : Optional.empty());
                    run.after(0, () -> {});
                    run.run(SECOND);
                }))
                .hasMessageContainingAll("seed 4", "at 0.000 s: four", "repeat it with: repeat 4", "0.000 began");
    }

    @Test
    void severalThreadsRunEverySeedOnce() {
        Coverage coverage = new Coverage();
        new SeedReporter(seed -> "").threads(2).run(100, 50, run -> coverage.hit("seed " + run.seed()));
        assertThat(coverage.rarerThan(2)).hasSize(50).contains("seed 100 1", "seed 149 1");
    }
}
