package dev.multipath.agent.bench;

import dev.multipath.agent.config.ProbeType;
import java.util.List;

/** Entry of {@code scripts/bench-probes}: what probing many uplinks costs. */
public final class ProbesBench {
    private ProbesBench() {}

    /**
     * Measures.
     *
     * @param arguments names of measurements, and options
     */
    public static void main(String[] arguments) {
        List<Measurement> all = List.of(
                new ManyProbes(ProbeType.ICMP),
                new ManyProbes(ProbeType.TCP),
                new ManyProbes(ProbeType.DNS),
                new ManyProbes(ProbeType.HTTP));
        CleanEnd.exitWith(() -> Bench.run("bench-probes", all, arguments));
    }
}
