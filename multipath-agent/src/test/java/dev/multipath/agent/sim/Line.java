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

        Impairment(double lossOut, double lossBack, long latency, boolean refuses) {
            this.lossOut = lossOut;
            this.lossBack = lossBack;
            this.latency = latency;
            this.refuses = refuses;
        }

        static Impairment loss(double out, double back) {
            return new Impairment(out, back, 0, false);
        }

        static Impairment latency(long nanos) {
            return new Impairment(0, 0, nanos, false);
        }
    }

    final List<Impairment> impairments = new ArrayList<>();
    private final long roundTrip;

    Line(SimRandom random) {
        roundTrip = random.between(2 * MILLI, 60 * MILLI);
    }

    /** Whether a packet is lost on its way there or back. */
    boolean loses(SimRandom random) {
        for (Impairment each : impairments) {
            if (random.chance(each.lossOut) || random.chance(each.lossBack)) {
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

    /** Whether nothing at all comes through. */
    boolean isDead() {
        for (Impairment each : impairments) {
            if (each.lossOut >= 1 || each.lossBack >= 1) {
                return true;
            }
        }
        return false;
    }

    boolean isPerfect() {
        return impairments.isEmpty();
    }
}
