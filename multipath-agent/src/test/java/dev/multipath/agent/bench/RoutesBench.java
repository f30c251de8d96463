package dev.multipath.agent.bench;

import java.util.List;

/** Entry of {@code scripts/bench-routes}: what a list of 100,000 prefixes costs. */
public final class RoutesBench {
    private RoutesBench() {}

    /**
     * Measures.
     *
     * @param arguments names of measurements, and options
     */
    public static void main(String[] arguments) {
        List<Measurement> all = List.of(new ListMoves(), new LongList());
        CleanEnd.exitWith(() -> Bench.run("bench-routes", all, arguments));
    }
}
