package dev.multipath.netlink.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A connected {@code AF_NETLINK} socket of one {@link NetlinkFamily}: the seam between a conversation and a kernel, real
 * or fake.
 *
 * <p>One thread at a time may send, one may receive; {@link #close()} may come from any thread and ends a blocked
 * receive at once. Strict checking ({@code NETLINK_GET_STRICT_CHK}), extended and capped acknowledgements
 * ({@code NETLINK_EXT_ACK}, {@code NETLINK_CAP_ACK}) are on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public interface NetlinkSocket extends AutoCloseable {

    /**
     * Memory to send from and receive into, empty and of a fixed size: what this socket reaches fastest. Any other direct
     * buffer will do as well.
     */
    default ByteBuf buffer(int bytes) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes)).clear();
    }

    /**
     * Sends the readable bytes as one datagram and leaves the reader index where it was.
     *
     * @param messages a direct buffer
     * @throws ErrnoException what {@code send(2)} said
     * @throws SocketClosedException after {@link #close()}
     */
    void send(ByteBuf messages) throws ErrnoException;

    /**
     * Receives one datagram from the kernel into the writable space, or nothing within {@code timeout}. Datagrams whose
     * sender is not the kernel (port 0) are dropped unseen.
     *
     * @param into a direct buffer; its writer index moves by the datagram's length
     * @param timeout how long to wait; zero looks only at what is there, a negative one waits for ever
     * @return false when the time is over
     * @throws ErrnoException {@code ENOBUFS} when the kernel dropped messages; {@code EMSGSIZE} when the datagram did not
     *     fit (it is lost)
     * @throws SocketClosedException after {@link #close()}, also when it comes while waiting
     */
    boolean receive(ByteBuf into, Duration timeout) throws ErrnoException;

    /**
     * Receives what is there, without waiting: one datagram, or several by one system call, put one behind the other at
     * multiples of 4, so that their messages follow each other as in one datagram.
     *
     * @param into an empty direct buffer
     * @param longest how many bytes a datagram may have; a longer one is lost, and is {@code EMSGSIZE}
     * @return false when nothing is there
     * @throws ErrnoException as {@link #receive} does
     * @throws SocketClosedException after {@link #close()}
     */
    default boolean receiveQueued(ByteBuf into, int longest) throws ErrnoException {
        return receive(into, Duration.ZERO);
    }

    /**
     * Joins a multicast group: {@code NETLINK_ADD_MEMBERSHIP}.
     *
     * @param group an {@code RTNLGRP_*} number, or what the socket's family has in its place
     */
    void join(int group) throws ErrnoException;

    /**
     * Asks for a receive buffer: {@code SO_RCVBUFFORCE}, else {@code SO_RCVBUF}; the kernel doubles it.
     *
     * @return the size in force, in bytes
     */
    int receiveBuffer(int bytes) throws ErrnoException;

    /**
     * Makes room for datagrams of this size to be sent: {@code SO_SNDBUFFORCE}, else {@code SO_SNDBUF}. A socket of
     * another make may take them anyway.
     */
    default void sendBuffer(int bytes) throws ErrnoException {}

    /**
     * Hears the groups joined in every namespace that has an id in this socket's: {@code NETLINK_LISTEN_ALL_NSID}.
     *
     * @throws ErrnoException {@code EPERM} without CAP_NET_BROADCAST; {@code EOPNOTSUPP} from a socket of another make
     *     that does not have it
     */
    default void listenToAllNamespaces() throws ErrnoException {
        throw new ErrnoException("NETLINK_LISTEN_ALL_NSID", Errno.EOPNOTSUPP.value());
    }

    /**
     * Where the datagram received last came from, after {@link #listenToAllNamespaces()}: the id of that namespace in
     * this socket's, 0..2³¹−1, or −1 for one without an id, which is the socket's own.
     */
    default int namespaceId() {
        return -1;
    }

    /**
     * Lets the kernel drop datagrams before they are queued: {@code SO_ATTACH_FILTER}. Replaces an earlier program.
     *
     * @param program a direct buffer; its readable bytes are classic BPF, an array of 1..4096 {@code struct sock_filter}
     * @throws ErrnoException {@code EINVAL} for a program the kernel does not accept, {@code ENOMEM} for one longer than
     *     {@code net.core.optmem_max} allows; {@code EOPNOTSUPP} from a socket of another make that does not have it
     */
    default void attachFilter(ByteBuf program) throws ErrnoException {
        throw new ErrnoException("SO_ATTACH_FILTER", Errno.EOPNOTSUPP.value());
    }

    /**
     * Ends a receive that waits, or the next one that would, as if its time were over. May come from any thread. A
     * socket of another make that cannot do so leaves the receive to its timeout.
     */
    default void wakeUp() {}

    /** The address the kernel gave this socket: {@code nl_pid}. */
    int portId();

    /**
     * {@code SO_NETNS_COOKIE}: identifies the namespace of this socket until the next boot, never reused.
     *
     * @throws ErrnoException {@code ENOPROTOOPT} before Linux 5.14
     */
    long namespaceCookie() throws ErrnoException;

    /** Closes the descriptor exactly once; further calls do nothing. */
    @Override
    void close();
}
