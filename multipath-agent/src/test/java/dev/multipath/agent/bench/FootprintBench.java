package dev.multipath.agent.bench;

import java.util.List;

/** Entry of {@code scripts/bench-footprint}: what the agent costs in time, memory and processor. */
public final class FootprintBench {
    private FootprintBench() {}

    /**
     * Measures.
     *
     * @param arguments names of measurements, and options
     */
    public static void main(String[] arguments) {
        List<Measurement> all = List.of(new StartUp(), new StatusCost(), new Running());
        CleanEnd.exitWith(() -> Bench.run("bench-footprint", all, arguments));
    }
}
