package dev.multipath.agent.bench;

import java.util.List;

/** Entry of {@code scripts/bench-scenarios}: simulated and real times beside each other. */
public final class ScenarioBench {
    private ScenarioBench() {}

    /**
     * Plays and compares.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        CleanEnd.exitWith(() -> Bench.run("bench-scenarios", List.of(new Agreement()), arguments));
    }
}
