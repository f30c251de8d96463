package dev.multipath.agent.bench;

import java.util.List;

/** Entry of {@code scripts/bench-failover}: what happens when uplinks die and return. */
public final class FailoverBench {
    private FailoverBench() {}

    private static List<Measurement> all() {
        return List.of(
                new CablePulled(),
                new CarrierEvents(),
                SilentFault.blackhole(),
                SilentFault.nextHopDead(),
                new SilenceUnderTraffic(),
                new RandomLoss(),
                new TargetDead(),
                new SteadyState(),
                new NeverWithout(),
                new InPlace(),
                new Split(),
                new Restart(),
                new Redial());
    }

    /**
     * Measures.
     *
     * @param arguments names of measurements, and options
     */
    public static void main(String[] arguments) {
        CleanEnd.exitWith(() -> Bench.run("bench-failover", all(), arguments));
    }
}
