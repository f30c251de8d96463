package dev.multipath.agent.sim;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where probes go: over a {@link Line} to a target and back, if the kernel lets them out and in again. */
final class Internet {
    private static final long REFUSAL = Line.MILLI / 5;

    /** A neighbour answers within this, nanoseconds. */
    private static final long NEAR = 2 * Line.MILLI;

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final SimRandom random;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    final Set<IpAddress> deadTargets = new HashSet<>();
    /** Of which probes no answer ever comes, whatever their line is like. */
    Predicate<ProbeRequest> swallowed = probe -> false;

    Internet(Simulation simulation, VirtualKernel kernel) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.random = simulation.random("internet");
        for (String device : Site.DEVICES) {
            lines.put(device, new Line(random.fork(device)));
        }
    }

    Line line(String device) {
        Line line = lines.get(device);
        if (line == null) {
            throw new IllegalArgumentException(device);
        }
        return line;
    }

    boolean isDead(ProbeTarget target) {
        return target.literal().map(deadTargets::contains).orElse(false);
    }

    /** @param answer gets what comes of it, with the time of the world */
    void send(ProbeRequest probe, Consumer<Event> answer) {
        Line line = line(probe.device());
        if (!kernel.carries(probe.device(), probe.interfaceIndex(), probe.source())) {
            simulation.after(
                    REFUSAL, () -> answer.accept(new Event.ProbeRefused(probe.id(), "Network is unreachable")));
            return;
        }
        if (isGateway(probe)) {
            askGateway(probe, line, answer);
            return;
        }
        if (line.refuses()) {
            simulation.after(
                    line.roundTrip(random),
                    () -> answer.accept(new Event.ProbeRefused(probe.id(), "Destination Host Unreachable")));
            return;
        }
        if (line.loses(random) || isDead(probe.target()) || swallowed.test(probe)) {
            return;
        }
        simulation.after(line.roundTrip(random), () -> {
            if (!line.isDead()) {
                answered(probe, true, answer);
            }
        });
    }

    /** What the uplink's own gateway is asked stays on the near side of it. */
    private static boolean isGateway(ProbeRequest probe) {
        return probe.id().target() == ProbeId.GATEWAY || probe.probe().type() == ProbeType.GATEWAY;
    }

    /** By an echo, or by its link-layer address alone where that is enough. */
    private void askGateway(ProbeRequest probe, Line line, Consumer<Event> answer) {
        if (line.losesNear(random) || (!line.gatewayEchoes && !probe.neighbourCounts())) {
            return;
        }
        simulation.after(random.between(NEAR / 10, NEAR), () -> {
            if (!line.isDeadNear()) {
                answered(probe, line.gatewayEchoes, answer);
            }
        });
    }

    private void answered(ProbeRequest probe, boolean echo, Consumer<Event> answer) {
        if (kernel.carries(probe.device(), probe.interfaceIndex(), probe.source())) {
            long now = simulation.clock().nanos();
            answer.accept(new Event.ProbeAnswered(probe.id(), now, echo, probe.awaited()));
        }
    }
}
