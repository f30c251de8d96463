package dev.multipath.agent.sim;

import dev.multipath.agent.core.Event;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What others send over each device and get back, as its packet counters show it: what is lost on the line is sent and
 * not received. Counted whenever somebody looks.
 */
final class Traffic {
    /** Of one device since it was made. */
    private static final class Counters {
        final int interfaceIndex;
        double received;
        double sent;
        long passed;

        Counters(int interfaceIndex, long now) {
            this.interfaceIndex = interfaceIndex;
            passed = now;
        }
    }

    private final Simulation simulation;
    private final Internet internet;
    private final SimRandom random;
    private final Map<String, Double> rates = new HashMap<>();
    private final Map<String, Double> unanswered = new HashMap<>();
    private final Map<String, Counters> counters = new HashMap<>();

    Traffic(Simulation simulation, Internet internet) {
        this.simulation = simulation;
        this.internet = internet;
        this.random = simulation.random("traffic");
    }

    /** So many packets a second more in each direction; below zero for fewer. */
    void flow(String device, double packets) {
        rates.merge(device, packets, Double::sum);
    }

    /** So many of those sent are answered by nobody, though the line lives. */
    void unanswered(String device, double packets) {
        unanswered.merge(device, packets, Double::sum);
    }

    /** The same devices with their packet counters as of now. */
    List<Event.DeviceLook> counted(List<Event.DeviceLook> looks) {
        if (rates.isEmpty()) {
            return looks;
        }
        List<Event.DeviceLook> counted = new ArrayList<>(looks.size());
        for (Event.DeviceLook look : looks) {
            counted.add(look.interfaceIndex() == 0 ? look : counted(look));
        }
        return counted;
    }

    private Event.DeviceLook counted(Event.DeviceLook look) {
        long now = simulation.clock().nanos();
        Counters known = counters.get(look.name());
        if (known == null || known.interfaceIndex != look.interfaceIndex()) {
            known = new Counters(look.interfaceIndex(), now);
            counters.put(look.name(), known);
        }
        double rate = look.carrier() ? rates.getOrDefault(look.name(), 0.0) : 0;
        if (rate > 0) {
            double packets = rate * (now - known.passed) / (1_000 * Line.MILLI) * random.between(70, 130) / 100;
            double answered = 1 - unanswered.getOrDefault(look.name(), 0.0) / rate;
            known.sent += packets;
            known.received += packets * answered * internet.line(look.name()).share();
        }
        known.passed = now;
        return new Event.DeviceLook(
                look.name(), look.interfaceIndex(), look.up(), look.carrier(), (long) known.received, (long)
                        known.sent);
    }
}
