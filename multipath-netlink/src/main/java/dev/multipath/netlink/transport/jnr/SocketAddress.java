package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;

/** {@code struct sockaddr_in} and {@code struct sockaddr_in6} in native memory. */
final class SocketAddress {
    /** Room for either. */
    static final int SIZE = 28;

    private static final int SIZE_IPV4 = 16;
    private static final int PORT = 2;
    private static final int IPV4_ADDRESS = 4;
    private static final int IPV6_ADDRESS = 8;

    private SocketAddress() {}

    /** The length of an address of a family. */
    static int size(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? SIZE_IPV4 : SIZE;
    }

    /** Writes an address; flow label and scope are 0. */
    static void put(NativeMemory memory, int offset, IpAddress address, int port) {
        memory.host().putShort(offset, (short) address.family().value());
        memory.network().putShort(offset + PORT, (short) port);
        if (address.isIpv4()) {
            memory.network().putInt(offset + IPV4_ADDRESS, (int) address.low());
            memory.network().putLong(offset + 8, 0);
        } else {
            memory.network().putInt(offset + 4, 0);
            memory.network().putLong(offset + IPV6_ADDRESS, address.high());
            memory.network().putLong(offset + IPV6_ADDRESS + 8, address.low());
            memory.network().putInt(offset + 24, 0);
        }
    }

    /** Reads the address of a structure the kernel wrote for a socket of this family. */
    static IpAddress get(NativeMemory memory, int offset, AddressFamily family) {
        if (family.equals(AddressFamily.INET)) {
            return IpAddress.ipv4(memory.network().getInt(offset + IPV4_ADDRESS));
        }
        return IpAddress.ipv6(
                memory.network().getLong(offset + IPV6_ADDRESS),
                memory.network().getLong(offset + IPV6_ADDRESS + 8));
    }

    /** {@code sin_port}, {@code sin6_port}. */
    static int port(NativeMemory memory, int offset) {
        return memory.network().getShort(offset + PORT) & 0xffff;
    }
}
