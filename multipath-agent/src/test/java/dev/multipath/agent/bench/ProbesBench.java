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
                ManyProbes.of(ProbeType.GATEWAY),
                ManyProbes.of(ProbeType.ICMP),
                ManyProbes.of(ProbeType.TCP),
                ManyProbes.of(ProbeType.DNS),
                ManyProbes.of(ProbeType.HTTP),
                ManyProbes.https());
        CleanEnd.exitWith(() -> Bench.run("bench-probes", all, arguments));
    }
}
