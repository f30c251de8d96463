package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Asks the kernel about many flows that differ in ports only, and counts which legs it chooses. */
final class Shares {
    private static final int FLOWS = 300;
    private static final double TOLERANCE = 0.15;

    private final LookupSite site;
    private final Fib fib;
    private final Random random;
    private final KernelLookup kernel;

    Shares(LookupSite site, Fib fib, Random random) {
        this.site = site;
        this.fib = fib;
        this.random = random;
        this.kernel = new KernelLookup(site, fib);
    }

    /** Whether several legs serve such packets of this machine, with any ports. */
    boolean isBalanced(Packet packet) {
        boolean ports =
                packet.ipProtocol().orElse(0) == 6 || packet.ipProtocol().orElse(0) == 17;
        // A source that is a leg's own draws IPv4 packets to that leg.
        return packet.incoming().isEmpty()
                && packet.source().isEmpty()
                && ports
                && explain(withPorts(packet)).verdict() instanceof Verdict.Leaves leaves
                && leaves.legs().size() > 1;
    }

    Optional<String> difference(Packet packet) {
        Map<String, Double> told = new HashMap<>();
        Map<String, Double> seen = new HashMap<>();
        for (int i = 0; i < FLOWS; i++) {
            Packet flow = withPorts(packet);
            for (Leg leg : ((Verdict.Leaves) explain(flow).verdict()).legs()) {
                told.merge(key(leg.hop()), leg.share() / FLOWS, Double::sum);
            }
            Route answer = site.netlink().routes().lookup(kernel.lookup(flow));
            seen.merge(key(((RouteTarget.Single) answer.target()).hop()), 1.0 / FLOWS, Double::sum);
        }
        boolean same = told.keySet().equals(seen.keySet());
        for (Map.Entry<String, Double> share : told.entrySet()) {
            same &= Math.abs(share.getValue() - seen.getOrDefault(share.getKey(), 0.0)) < TOLERANCE;
        }
        return same ? Optional.empty() : Optional.of(packet + ": told " + told + ", seen " + seen);
    }

    private Packet withPorts(Packet packet) {
        return packet.sourcePort(20_000 + random.nextInt(40_000)).destinationPort(20_000 + random.nextInt(40_000));
    }

    private Explanation explain(Packet packet) {
        return FibLookup.explain(packet, fib, site.settings(packet));
    }

    private static String key(NextHop hop) {
        return hop.gateway() + " dev " + hop.interfaceIndex();
    }
}
