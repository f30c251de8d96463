package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.SimRandom;
import java.util.ArrayList;
import java.util.List;

/** What lies beyond one device: how many packets get lost each way, and how long the others take. */
final class Line {
    static final long MILLI = 1_000_000L;

    /** Something that makes a line worse for a while. */
    static final class Impairment {
        final double lossOut;
        final double lossBack;
        final long latency;
        /** Whether the line says "unreachable" instead of nothing. */
        final boolean refuses;
        /** Whether it lies beyond the gateway, which goes on answering. */
        final boolean beyond;

        Impairment(double lossOut, double lossBack, long latency, boolean refuses, boolean beyond) {
            this.lossOut = lossOut;
            this.lossBack = lossBack;
            this.latency = latency;
            this.refuses = refuses;
            this.beyond = beyond;
        }

        static Impairment loss(double out, double back) {
            return new Impairment(out, back, 0, false, false);
        }

        static Impairment latency(long nanos) {
            return new Impairment(0, 0, nanos, false, false);
        }
    }

    final List<Impairment> impairments = new ArrayList<>();
    /** Whether its gateway answers echoes; some answer nothing but ARP and neighbour solicitations. */
    boolean gatewayEchoes;

    /** Of a packet that nothing slows down, nanoseconds. */
    long roundTrip;

    Line(SimRandom random) {
        roundTrip = random.between(2 * MILLI, 60 * MILLI);
        gatewayEchoes = random.chance(0.7);
    }

    /** Whether a packet is lost on its way there or back. */
    boolean loses(SimRandom random) {
        return loses(random, false);
    }

    /** Whether one is lost between here and the gateway. */
    boolean losesNear(SimRandom random) {
        return loses(random, true);
    }

    private boolean loses(SimRandom random, boolean near) {
        for (Impairment each : impairments) {
            boolean counts = !near || !each.beyond;
            if (counts && (random.chance(each.lossOut) || random.chance(each.lossBack))) {
                return true;
            }
        }
        return false;
    }

    boolean refuses() {
        for (Impairment each : impairments) {
            if (each.refuses) {
                return true;
            }
        }
        return false;
    }

    /** Nanoseconds, for one packet. */
    long roundTrip(SimRandom random) {
        long sum = roundTrip + random.between(0, MILLI);
        for (Impairment each : impairments) {
            sum += each.latency == 0 ? 0 : random.between(each.latency / 2, each.latency);
        }
        return sum;
    }

    /** How much of what is sent is answered, 0 to 1. */
    double share() {
        double share = 1;
        for (Impairment each : impairments) {
            share *= (1 - each.lossOut) * (1 - each.lossBack);
        }
        return share;
    }

    /** Whether nothing at all comes through. */
    boolean isDead() {
        return isDead(false);
    }

    /** Whether not even the gateway answers. */
    boolean isDeadNear() {
        return isDead(true);
    }

    private boolean isDead(boolean near) {
        for (Impairment each : impairments) {
            boolean counts = !near || !each.beyond;
            if (counts && (each.lossOut >= 1 || each.lossBack >= 1)) {
                return true;
            }
        }
        return false;
    }

    boolean isPerfect() {
        return impairments.isEmpty();
    }
}
