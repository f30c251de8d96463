package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.time.Duration;
import java.util.List;

/**
 * Waits until one of several sockets has something, a time is over, or another thread wakes it.
 *
 * <p>One thread waits; {@link #wakeUp()} and {@link #close()} may come from any.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public interface Poller extends AutoCloseable {

    /**
     * A poller of this system.
     *
     * @throws ErrnoException {@code EMFILE} without a free descriptor
     */
    static Poller open() throws ErrnoException {
        return JnrTransport.poller();
    }

    /**
     * Waits. A wake-up that came before the call ends it at once; several count as one. Allocates nothing as long as the
     * number of sockets does not grow.
     *
     * @param sockets made by {@link IcmpSocket#open} or {@link ConnectedSocket#open}; a closed one counts as ready, its user then finds out
     * @param timeout zero looks only, a negative one waits for ever; rounded up to a millisecond
     * @return how many are ready; 0 at the end of the time and after a wake-up
     * @throws ErrnoException what {@code poll(2)} says
     * @throws SocketClosedException after {@link #close()}, also when it comes while waiting
     */
    int await(List<? extends PolledSocket> sockets, Duration timeout) throws ErrnoException;

    /**
     * Whether the socket at this position of the list given to the last {@link #await} was ready.
     *
     * @throws IndexOutOfBoundsException for another position
     */
    boolean isReady(int position);

    /** Ends the wait in progress, or the next one. */
    void wakeUp();

    /** Ends the wait in progress and closes the descriptor once; further calls do nothing. The sockets stay open. */
    @Override
    void close();
}
