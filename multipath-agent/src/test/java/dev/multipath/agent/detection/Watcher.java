package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;

/** Something that watches a line and says whether it is to be used, in virtual time. */
interface Watcher {
    /** When it wants to be woken, virtual nanoseconds; {@link Long#MAX_VALUE} for only by answers. */
    long nextWake();

    /** Its time has come. */
    void wake(long now, Wire wire);

    /** An answer to {@link Wire#echo} came. */
    void answered(long probe, long sentAt, long now, Wire wire);

    /** A packet of {@link Wire#send} arrived at the other end. */
    default void arrived(Way way, long packet, long now) {}

    /** Whether new connections go over the line now. */
    boolean inUse();

    /** What a watcher can do to a line. */
    interface Wire {
        /**
         * Asks somebody at the far end for an answer, as ping does.
         *
         * @param probe comes back with it
         */
        void echo(long probe);

        /** Sends a packet, one way. */
        void send(Way way, long packet);

        /** The line itself, for packets that are no probes. */
        Path path();
    }
}
