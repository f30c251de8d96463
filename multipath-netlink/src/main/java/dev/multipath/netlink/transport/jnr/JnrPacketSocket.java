package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.PacketSocket;
import java.util.Optional;

/** A packet socket of this kernel, of type datagram: the kernel writes the link's header. */
final class JnrPacketSocket implements PacketSocket {
    /** {@code struct sockaddr_ll}. */
    private static final int ADDRESS_SIZE = 20;

    private static final int PROTOCOL = 2;
    private static final int INTERFACE = 4;
    private static final int HARDWARE_LENGTH = 11;
    private static final int HARDWARE = 12;

    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_IPV6 = 0x86dd;

    private final Descriptor descriptor;
    private final Message message = new Message();
    private final NativeMemory address = new NativeMemory(ADDRESS_SIZE);

    private JnrPacketSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
        address.host().putShort(0, (short) Linux.AF_PACKET);
    }

    /** Of protocol 0, which no packet that comes in has. */
    static JnrPacketSocket open(NetNs namespace) throws ErrnoException {
        int fd = Sockets.open(namespace, Linux.AF_PACKET, Linux.SOCK_DGRAM | Linux.SOCK_NONBLOCK, 0);
        return new JnrPacketSocket(new Descriptor(fd, "packet socket"));
    }

    @Override
    public boolean send(int interfaceIndex, Optional<HardwareAddress> neighbour, byte[] packet) throws ErrnoException {
        int protocol = protocol(packet);
        byte[] to = neighbour.map(HardwareAddress::toBytes).orElse(new byte[0]);
        if (to.length > MAX_HARDWARE_ADDRESS) {
            throw new IllegalArgumentException(
                    "a link-layer address of more than " + MAX_HARDWARE_ADDRESS + " bytes: " + neighbour.orElseThrow());
        }
        int fd = descriptor.enter();
        try {
            address.network().putShort(PROTOCOL, (short) protocol);
            address.host().putInt(INTERFACE, interfaceIndex);
            address.host().put(HARDWARE_LENGTH, (byte) to.length);
            address.host().put(HARDWARE, to);
            NativeMemory bytes = new NativeMemory(packet.length);
            bytes.host().put(0, packet);
            message.name(address.at(0), ADDRESS_SIZE).payload(bytes.at(0), packet.length);
            boolean sent = send(fd, interfaceIndex);
            bytes.keep();
            return sent;
        } finally {
            descriptor.exit();
        }
    }

    private static int protocol(byte[] packet) {
        int version = packet.length == 0 ? 0 : packet[0] >> 4 & 0xf;
        return switch (version) {
            case 4 -> ETH_P_IP;
            case 6 -> ETH_P_IPV6;
            default -> throw new IllegalArgumentException("a packet of IP version " + version);
        };
    }

    private boolean send(int fd, int interfaceIndex) throws ErrnoException {
        while (true) {
            if (Native.LIBC.sendmsg(fd, message.address(), Linux.MSG_NOSIGNAL) >= 0) {
                return true;
            }
            int errno = Native.errno();
            if (errno == Linux.EAGAIN || errno == Linux.ENOBUFS) {
                return false;
            }
            if (errno != Linux.EINTR) {
                throw new ErrnoException("sendmsg of a packet over interface " + interfaceIndex, errno);
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return descriptor.toString();
    }
}
