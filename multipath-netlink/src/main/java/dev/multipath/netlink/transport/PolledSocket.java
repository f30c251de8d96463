package dev.multipath.netlink.transport;

/** A non-blocking socket of this system that a {@link Poller} can wait for. */
public interface PolledSocket extends AutoCloseable {

    /** Closes the descriptor exactly once, at the end of a call in progress; further calls do nothing. */
    @Override
    void close();
}
