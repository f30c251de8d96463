package org.example;

// README begins
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.Schedule;
import dev.multipath.testkit.sim.SeedReporter;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationExampleTest {
    private static final long SECOND = 1_000_000_000L;

    enum Trouble {
        SILENCE
    }

    /** Yours: here, something that asks a line every second and gives it up after three silent ones. */
    static final class Watch {
        int silent;

        boolean holdsItForAlive() {
            return silent < 3;
        }
    }

    @Test
    void aDeadLineIsGivenUpWithinFourSeconds() {
        new SeedReporter(seed -> "mvn test -Dtest=SimulationExampleTest -Dseed=" + seed)
                .run(Long.getLong("seed", 0), 100, SimulationExampleTest::anHour);
    }

    private static void anHour(Simulation simulation) {
        Watch watch = new Watch();
        long[] deadSince = {Long.MAX_VALUE};
        Schedule.random(simulation.random("faults"), 3_500 * SECOND, 60 * SECOND, SimulationExampleTest::silence)
                .play(simulation, episode -> {
                    deadSince[0] = Math.min(deadSince[0], simulation.clock().nanos());
                    simulation.log(episode.kind() + " of " + episode.subject());
                    return () -> deadSince[0] = Long.MAX_VALUE;
                });
        everySecond(simulation, () -> watch.silent = deadSince[0] == Long.MAX_VALUE ? 0 : watch.silent + 1);
        simulation.always(() -> {
            boolean late = simulation.clock().nanos() - 4 * SECOND > deadSince[0];
            return late && watch.holdsItForAlive() ? Optional.of("a dead line is held for alive") : Optional.empty();
        });
        simulation.run(3_600 * SECOND);
    }

    private static Episode<Trouble> silence(SimRandom random, long start) {
        return new Episode<>(Trouble.SILENCE, "eth0", start, random.between(SECOND, 30 * SECOND));
    }

    private static void everySecond(Simulation simulation, Runnable action) {
        simulation.after(SECOND, () -> {
            action.run();
            everySecond(simulation, action);
        });
    }
}
// README ends
