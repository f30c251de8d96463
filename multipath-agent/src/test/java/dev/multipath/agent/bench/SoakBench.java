package dev.multipath.agent.bench;

import java.util.List;

/** Entry of {@code scripts/soak}: faults at random, for as long as is wanted. */
public final class SoakBench {
    private SoakBench() {}

    /**
     * Breaks and repairs.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        CleanEnd.exitWith(() -> Bench.run("soak", List.of(new Soak()), arguments));
    }
}
