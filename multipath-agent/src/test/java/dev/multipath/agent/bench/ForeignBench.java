package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
import java.util.List;

/** Entry of {@code scripts/bench-foreign}: what the agent takes beside a full Internet table of somebody else's. */
public final class ForeignBench {
    private ForeignBench() {}

    /**
     * Measures.
     *
     * @param arguments names of measurements, and options
     */
    public static void main(String[] arguments) {
        List<Measurement> all = List.of(
                new ForeignRoutes(AddressFamily.INET, 1_000_000), new ForeignRoutes(AddressFamily.INET6, 250_000));
        CleanEnd.exitWith(() -> Bench.run("bench-foreign", all, arguments));
    }
}
