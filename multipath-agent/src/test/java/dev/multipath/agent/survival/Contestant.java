package dev.multipath.agent.survival;

/** Who moves the routes when uplinks die and return. */
interface Contestant extends AutoCloseable {
    /** For tables. */
    String name();

    /** All three uplinks are to be in use when this returns. */
    void start(Place place) throws Exception;

    /**
     * An uplink has just died.
     *
     * @return when the routes had left it; {@link System#nanoTime}
     */
    long died(int uplink, Fault fault) throws Exception;

    /**
     * An uplink has just been repaired.
     *
     * @return when the routes were back
     */
    long returned(int uplink) throws Exception;

    /** The kernel is left to the next one only with the place torn down. */
    @Override
    void close();
}
