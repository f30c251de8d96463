package dev.multipath.agent.core;

/** What lies beyond one device of a {@link World}: it answers probes or does not, and carries traffic. */
final class Line {
    boolean alive = true;

    /** Whether its gateway answers. */
    boolean gateway = true;

    long roundTrip = 10 * World.MILLI;
    double loss;

    /** Packets a second in each direction, besides probes; a dead line only sends. */
    double traffic;

    /** What is sent besides probes is not answered any more, probes are. */
    boolean oneWay;

    /** Probes sent over it so far. */
    int probes;

    private double received;
    private double sent;
    private long passed;

    /** Traffic went on until now. */
    void pass(long now, boolean carrier) {
        double packets = carrier ? traffic * (now - passed) / (1_000 * World.MILLI) : 0;
        received += alive && !oneWay ? packets : 0;
        sent += packets;
        passed = now;
    }

    /** Dies or comes to life now. */
    void alive(World world, boolean yes) {
        pass(world.now(), true);
        alive = yes;
    }

    long received() {
        return (long) received;
    }

    long sent() {
        return (long) sent;
    }
}
