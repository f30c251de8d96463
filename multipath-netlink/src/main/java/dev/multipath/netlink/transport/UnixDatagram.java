package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;

/**
 * Datagrams to a unix socket, as {@code sd_notify(3)} sends them: the JDK has unix sockets for streams only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class UnixDatagram {
    /** {@code sun_path}, of which a path needs one byte for the zero behind it. */
    public static final int MAX_NAME = 107;

    private UnixDatagram() {}

    /**
     * Sends one datagram and keeps nothing open. Never waits.
     *
     * @param name a path, or {@code @} and an abstract name
     * @throws ErrnoException {@code ENOENT} or {@code ECONNREFUSED} when nobody listens there, {@code EAGAIN} when whoever
     *     does has no room, {@code EMSGSIZE} for too much at once
     * @throws IllegalArgumentException for a name that is empty or longer than {@value #MAX_NAME} bytes
     */
    public static void send(String name, byte[] message) throws ErrnoException {
        JnrTransport.sendUnix(name, message);
    }
}
