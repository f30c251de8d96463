package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A non-blocking TCP or UDP socket to one peer, whose packets leave by one device and from one address.
 *
 * <p>Closing a TCP socket resets the connection ({@code SO_LINGER} of zero): nothing waits in TIME_WAIT, and what was not
 * sent yet is dropped. One thread at a time uses it; {@link #close()} may come from any. Several are awaited with a
 * {@link Poller}: until they are connected for the end of the handshake, then for something to receive.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>,
 *     <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public interface ConnectedSocket extends PolledSocket {

    /** What is spoken over it. */
    enum Kind {
        /** A stream. */
        TCP,
        /** Datagrams. */
        UDP
    }

    /**
     * Opens one in the current namespace.
     *
     * @see #open(NetNs, Kind, String, IpAddress, IpAddress, int)
     */
    static ConnectedSocket open(Kind kind, String device, IpAddress source, IpAddress peer, int port)
            throws ErrnoException {
        return open(NetNs.current(), kind, device, source, peer, port);
    }

    /**
     * Opens a socket, binds it to the device ({@code SO_BINDTODEVICE}) and to the source address with a port the kernel
     * chooses at random, and begins to connect. Only what the peer sends is received.
     *
     * @param device interface name, 1..15 bytes
     * @param source an address of this machine, of the peer's family
     * @param port of the peer, 1..65535
     * @throws ErrnoException {@code ENODEV} without such a device; {@code EADDRNOTAVAIL} when the source is not an
     *     address here, or no port is free; {@code ENETUNREACH} without a route; {@code EMFILE} without a descriptor
     * @throws IllegalArgumentException for a source of another family, another port, or a name that is none
     */
    static ConnectedSocket open(NetNs namespace, Kind kind, String device, IpAddress source, IpAddress peer, int port)
            throws ErrnoException {
        return JnrTransport.connected(namespace, kind, device, source, peer, port);
    }

    /**
     * Whether the handshake is over; UDP has none.
     *
     * @throws ErrnoException why it will never be: {@code ECONNREFUSED} (see {@link #report()} for by whom),
     *     {@code EHOSTUNREACH}, {@code ENETUNREACH}, {@code ETIMEDOUT} and what else {@code connect(2)} says
     * @throws SocketClosedException after {@link #close()}
     */
    boolean isConnected() throws ErrnoException;

    /**
     * Sends bytes over TCP, or one datagram over UDP.
     *
     * @return how many were taken, 0 when there is no room now
     * @throws ErrnoException what {@code send(2)} says
     * @throws SocketClosedException after {@link #close()}
     */
    int send(byte[] bytes) throws ErrnoException;

    /**
     * Receives the bytes that have come over TCP, or one datagram over UDP, of which what does not fit is lost. Never
     * waits.
     *
     * @param into at most 16 KiB of it are used
     * @return how many; −1 at the end of a TCP stream; empty when nothing (more) is there
     * @throws ErrnoException what {@code recv(2)} says, {@code ECONNREFUSED} or {@code ECONNRESET} for one
     * @throws SocketClosedException after {@link #close()}
     */
    OptionalInt receive(byte[] into) throws ErrnoException;

    /**
     * What a router or the peer reported about a packet of this socket, oldest first; empty when nothing (more) was
     * reported: a TCP reset leaves no report. Kernels before 5.8 keep none for TCP.
     *
     * @throws SocketClosedException after {@link #close()}
     */
    Optional<IcmpReport> report();
}
