package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;

/** The lines that the traces are made of. Each is a {@link Path} that a {@link Dice} decides. */
// The order of the constants is that of the tables and of the seeds, and shall stay.
@SuppressWarnings("EnumOrdinal")
final class Lines {
    private static final long MILLI = Path.MILLI;
    private static final long SECOND = Path.SECOND;

    private Lines() {}

    /** Loses nothing; a round trip of 20 to 22 ms. */
    static Path clean(Dice dice) {
        Dice jitter = dice.fork(1);
        return (way, at, packet) -> 10 * MILLI + (long) (jitter(jitter, way, at, packet) * MILLI);
    }

    /**
     * Any packet may be lost, whatever happened to the others.
     *
     * @param loss share of round trips that fail
     */
    static Path lossy(Path line, Dice dice, double loss) {
        double oneWay = oneWay(loss);
        return (way, at, packet) -> jitter(dice, way, at, packet) < oneWay ? Path.LOST : line.crossing(way, at, packet);
    }

    /**
     * Gilbert and Elliott's model in continuous time: a good state that loses one round trip in a thousand, and a bad one
     * that loses seven of ten, each of exponential length.
     *
     * @see <a href="https://doi.org/10.1002/j.1538-7305.1963.tb00955.x">Elliott, Estimates of error rates for codes on
     *     burst-noise channels, 1963</a>
     */
    static Path bursts(Path line, Dice dice, long good, long bad) {
        Episodes bursts = new Episodes(dice.fork(1), good, bad, 0);
        double lossInGood = oneWay(0.001);
        double lossInBad = oneWay(0.7);
        Dice chance = dice.fork(2);
        return (way, at, packet) -> {
            double loss = bursts.at(at) >= 0 ? lossInBad : lossInGood;
            return jitter(chance, way, at, packet) < loss ? Path.LOST : line.crossing(way, at, packet);
        };
    }

    /**
     * An upload fills the modem's buffer every two minutes or so, for half a minute: latency outward rises within two
     * seconds to between 0.2 and 1.5 s, of which a fifth is noise; the full buffer drops 2 % of the packets.
     */
    static Path bufferbloat(Path line, Dice dice) {
        Episodes uploads = new Episodes(dice.fork(1), 90 * SECOND, 25 * SECOND, 5 * SECOND);
        Dice noise = dice.fork(2);
        Dice drops = dice.fork(3);
        return (way, at, packet) -> {
            long crossing = line.crossing(way, at, packet);
            int upload = way == Way.OUT ? uploads.at(at) : -1;
            if (upload < 0 || crossing == Path.LOST) {
                return crossing;
            }
            double filled = Math.min(1, (at - uploads.begin(upload)) / (2.0 * SECOND));
            if (filled >= 1 && jitter(drops, way, at, packet) < 0.02) {
                return Path.LOST;
            }
            double peak = (0.2 + 1.3 * uploads.strength(upload)) * SECOND;
            return crossing + (long) (peak * filled * (1 - 0.2 * jitter(noise, way, at, packet)));
        };
    }

    /**
     * Like LTE on the move: a round trip of 45 to 85 ms, half a percent lost; every minute or so 20 s in a busy cell with
     * up to 300 ms more; every two minutes a handover that holds packets back for 50 ms and some 150 more; every twenty
     * minutes a fade that loses everything for half a second and about one more.
     */
    static Path lte(Path line, Dice dice) {
        Episodes busy = new Episodes(dice.fork(1), 60 * SECOND, 20 * SECOND, 0);
        Episodes handovers = new Episodes(dice.fork(2), 120 * SECOND, 150 * MILLI, 50 * MILLI);
        Episodes fades = new Episodes(dice.fork(3), 1_200 * SECOND, SECOND, SECOND / 2);
        Dice jitter = dice.fork(4);
        Dice queue = dice.fork(5);
        Path radio = lossy(line, dice.fork(6), 0.005);
        return (way, at, packet) -> {
            long crossing = radio.crossing(way, at, packet);
            if (crossing == Path.LOST || fades.at(at) >= 0) {
                return Path.LOST;
            }
            int cell = busy.at(at);
            double load = cell < 0 ? 0 : busy.strength(cell) * jitter(queue, way, at, packet);
            int handover = handovers.at(at);
            long held = handover < 0 ? 0 : handovers.end(handover) - at;
            long spread = (long) (20 * MILLI * jitter(jitter, way, at, packet) + 150 * MILLI * load);
            return crossing + 12 * MILLI + MILLI / 2 + spread + held;
        };
    }

    private static double jitter(Dice dice, Way way, long at, long packet) {
        return dice.uniform(at, 2 * packet + way.ordinal());
    }

    /** The share of packets lost each way when this share of round trips fails. */
    private static double oneWay(double roundTrip) {
        return 1 - Math.sqrt(1 - roundTrip);
    }
}
