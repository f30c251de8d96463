package dev.multipath.agent.sim;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Where probes go: over a {@link Line} to a target and back, if the kernel lets them out and in again. */
final class Internet {
    private static final long REFUSAL = Line.MILLI / 5;

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final SimRandom random;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    final Set<IpAddress> deadTargets = new HashSet<>();

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
        if (line.refuses()) {
            simulation.after(
                    line.roundTrip(random),
                    () -> answer.accept(new Event.ProbeRefused(probe.id(), "Destination Host Unreachable")));
            return;
        }
        if (line.loses(random) || isDead(probe.target())) {
            return;
        }
        simulation.after(line.roundTrip(random), () -> {
            if (!line.isDead() && kernel.carries(probe.device(), probe.interfaceIndex(), probe.source())) {
                answer.accept(
                        new Event.ProbeAnswered(probe.id(), simulation.clock().nanos(), true));
            }
        });
    }
}
