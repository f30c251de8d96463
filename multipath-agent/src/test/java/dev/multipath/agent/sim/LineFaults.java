package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.List;

/** What goes wrong beyond a device, and what others send over it. What a method returns ends it. */
final class LineFaults {
    private final Simulation simulation;
    private final Site site;
    private final Internet internet;
    private final Traffic traffic;
    private final RoutingInvariants invariants;
    private final Turns turns;
    private final SimRandom random;

    LineFaults(World world, Turns turns, SimRandom random) {
        this.simulation = world.simulation;
        this.site = world.site;
        this.internet = world.internet;
        this.traffic = world.traffic;
        this.invariants = world.invariants;
        this.turns = turns;
        this.random = random;
    }

    Runnable silent(String device) {
        return impair(device, silence());
    }

    /** Nothing comes through, but the gateway answers. */
    Runnable deadBeyondGateway(String device) {
        return impair(device, new Line.Impairment(1, 1, 0, false, !site.asksGateways()));
    }

    /** Silent for a while, whatever else goes on. */
    void hiccup(String device, long nanos) {
        Runnable end = impair(device, Line.Impairment.loss(1, 1));
        simulation.after(nanos, () -> {
            end.run();
            invariants.changed();
        });
    }

    Runnable lossy(String device) {
        return impair(device, asymmetric());
    }

    private Line.Impairment silence() {
        int way = random.below(4);
        return new Line.Impairment(way == 1 ? 0 : 1, way == 2 ? 0 : 1, 0, way == 3, isBeyond());
    }

    /** Who asks gateways alone notices nothing of what lies beyond them. */
    private boolean isBeyond() {
        return random.chance(0.5) && !site.asksGateways();
    }

    private Line.Impairment asymmetric() {
        double loss = 0.02 + 0.5 * random.below(100) / 100;
        return random.chance(0.5) ? Line.Impairment.loss(loss, 0) : Line.Impairment.loss(0, loss);
    }

    private Runnable impair(String device, Line.Impairment impairment) {
        Line line = internet.line(device);
        line.impairments.add(impairment);
        invariants.changed();
        return () -> line.impairments.remove(impairment);
    }

    Runnable silentFlaps(String device) {
        Line.Impairment silence = new Line.Impairment(1, 1, 0, false, isBeyond());
        return toggled(device, 2_000 * Line.MILLI, 20_000 * Line.MILLI, silence);
    }

    /** For all the time, or in turns so short and so slow that answers overtake each other. */
    Runnable latency(String device) {
        boolean quick = random.chance(0.3);
        long most = quick ? 4_000 * Line.MILLI : 900 * Line.MILLI;
        Line.Impairment slow = Line.Impairment.latency(random.between(most / 9, most));
        return quick ? uneven(device, 500 * Line.MILLI, 3_000 * Line.MILLI, slow) : impair(device, slow);
    }

    /** Gilbert-Elliott: short bad times between longer good ones. */
    Runnable bursts(String device) {
        double bad = 0.3 + 0.6 * random.below(100) / 100;
        return uneven(device, 200 * Line.MILLI, 4_000 * Line.MILLI, Line.Impairment.loss(bad, bad));
    }

    /** Nor is the line perfect in between. */
    private Runnable uneven(String device, long least, long most, Line.Impairment impairment) {
        Line.Impairment marker = Line.Impairment.loss(0, 0);
        Runnable end = toggled(device, least, most, impairment);
        Line line = internet.line(device);
        line.impairments.add(marker);
        return () -> {
            line.impairments.remove(marker);
            end.run();
        };
    }

    private Runnable toggled(String device, long least, long most, Line.Impairment impairment) {
        Line line = internet.line(device);
        return turns.repeat(
                least,
                most,
                () -> {
                    if (!line.impairments.remove(impairment)) {
                        line.impairments.add(impairment);
                    }
                    invariants.changed();
                },
                () -> line.impairments.remove(impairment));
    }

    Runnable traffic(String device, long length) {
        double packets = random.pick(List.of(20.0, 100.0, 500.0, 2_000.0));
        boolean[] over = new boolean[1];
        boolean[] deaf = new boolean[1];
        traffic.flow(device, packets);
        if (random.chance(0.3)) {
            simulation.after(random.between(length / 4, length), () -> {
                deaf[0] = !over[0];
                traffic.unanswered(device, deaf[0] ? packets : 0);
            });
        }
        return () -> {
            over[0] = true;
            traffic.flow(device, -packets);
            traffic.unanswered(device, deaf[0] ? -packets : 0);
        };
    }
}
