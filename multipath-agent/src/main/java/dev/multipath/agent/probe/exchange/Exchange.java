package dev.multipath.agent.probe.exchange;

import dev.multipath.netlink.transport.ConnectedSocket;

/** One question on its way, over a socket of its own: the prober's thread calls it when something has come. */
public interface Exchange {

    Path path();

    ConnectedSocket socket();

    /** When it is given up, monotonic nanoseconds. */
    long deadline();

    /**
     * Takes what has come, but no more than a bounded part of it.
     *
     * @return whether it is over, so that the socket can be closed
     */
    boolean proceed();

    /** Its time is over, or its room is needed. */
    void giveUp();
}
