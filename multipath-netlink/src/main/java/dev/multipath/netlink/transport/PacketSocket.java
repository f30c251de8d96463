package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.util.Optional;

/**
 * A non-blocking socket that puts whole IP packets on a device's link: past routing, past netfilter, and past connection
 * tracking, from any source address. It receives nothing.
 *
 * <p>One thread at a time sends; {@link #close()} may come from any thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public interface PacketSocket extends AutoCloseable {
    /** The longest link-layer address there is room for, bytes: {@code sll_addr}. */
    int MAX_HARDWARE_ADDRESS = 8;

    /**
     * Opens one in the current namespace.
     *
     * @see #open(NetNs)
     */
    static PacketSocket open() throws ErrnoException {
        return open(NetNs.current());
    }

    /**
     * Opens one in a namespace.
     *
     * @throws ErrnoException {@code EPERM} without CAP_NET_RAW
     */
    static PacketSocket open(NetNs namespace) throws ErrnoException {
        return JnrTransport.packets(namespace);
    }

    /**
     * Sends one packet.
     *
     * @param interfaceIndex the device it leaves by
     * @param neighbour who gets it on that link; empty on a link without addresses (tun, PPP), at most
     *     {@value #MAX_HARDWARE_ADDRESS} bytes
     * @param packet an IPv4 or IPv6 packet from its header on, checksums and all; its version tells the EtherType
     * @return false when there is no room for it now ({@code EAGAIN}, {@code ENOBUFS}) and nothing was sent
     * @throws ErrnoException {@code ENXIO} without such a device, {@code ENETDOWN}, {@code EMSGSIZE} and what else
     *     {@code sendmsg(2)} says
     * @throws IllegalArgumentException for a packet of another version, or a longer address
     * @throws SocketClosedException after {@link #close()}
     */
    boolean send(int interfaceIndex, Optional<HardwareAddress> neighbour, byte[] packet) throws ErrnoException;

    @Override
    void close();
}
