package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.util.Optional;

/**
 * A non-blocking socket for ICMP or ICMPv6 echo requests that leave by one device and from one address, and for what
 * comes back.
 *
 * <p>One thread at a time sends and receives; {@link #close()} may come from any thread. Several are awaited with a
 * {@link Poller}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/icmp.7.html">icmp(7)</a>
 */
public interface IcmpSocket extends PolledSocket {

    /**
     * Opens one in the current namespace.
     *
     * @see #open(NetNs, AddressFamily, String, IpAddress)
     */
    static IcmpSocket open(AddressFamily family, String device, IpAddress source) throws ErrnoException {
        return open(NetNs.current(), family, device, source);
    }

    /**
     * Opens a raw socket where CAP_NET_RAW allows it, else an ICMP datagram ("ping") socket, bound to the device
     * ({@code SO_BINDTODEVICE}) and to the source address.
     *
     * <p>The device is bound by its number: after it was deleted and made again, {@link #sendEcho} says {@code ENODEV}
     * for ever, and a new socket is needed.
     *
     * @param family {@link AddressFamily#INET} or {@link AddressFamily#INET6}
     * @param device interface name, 1..15 bytes
     * @param source an address of this machine, of that family
     * @throws ErrnoException {@code ENODEV} without such a device; {@code EADDRNOTAVAIL} when the source is not an
     *     address here or (IPv6) still tentative; {@code EACCES} when neither kind of socket is allowed
     * @throws IllegalArgumentException for another family, a source of the other one, or a name that is none
     */
    static IcmpSocket open(NetNs namespace, AddressFamily family, String device, IpAddress source)
            throws ErrnoException {
        return JnrTransport.icmp(namespace, family, device, source);
    }

    /** The identifier in the echo requests, 0..65535; replies with another are not this socket's and are dropped. */
    int identifier();

    /**
     * Sends one echo request: 56 bytes of payload, the nonce first.
     *
     * @param target of this socket's family
     * @param sequence 0..65535
     * @param nonce comes back in the reply; a random one tells a real answer from a forged one
     * @return false when the device's queue is full ({@code EAGAIN}, {@code ENOBUFS}) and nothing was sent
     * @throws ErrnoException {@code ENODEV}: the device was deleted, open a new socket; {@code ENETUNREACH},
     *     {@code ENETDOWN}, {@code EPERM} (a firewall) and what else {@code sendmsg(2)} says
     * @throws SocketClosedException after {@link #close()}
     */
    boolean sendEcho(IpAddress target, int sequence, long nonce) throws ErrnoException;

    /**
     * What has come back, oldest first; empty when nothing (more) is there. Never waits. Junk, and answers to other
     * programs, are dropped.
     *
     * @throws ErrnoException what {@code recvmsg(2)} says, {@code ENETDOWN} for one
     * @throws SocketClosedException after {@link #close()}
     */
    Optional<IcmpMessage> receive() throws ErrnoException;
}
