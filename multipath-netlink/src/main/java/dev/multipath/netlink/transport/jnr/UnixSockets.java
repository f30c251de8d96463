package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.UnixDatagram;
import java.nio.charset.StandardCharsets;

/** {@code AF_UNIX}. */
final class UnixSockets {
    private static final int FAMILY_SIZE = 2;
    /** {@code struct sockaddr_un}. */
    private static final int SIZE = FAMILY_SIZE + UnixDatagram.MAX_NAME + 1;

    private UnixSockets() {}

    static void send(String name, byte[] message) throws ErrnoException {
        NativeMemory address = new NativeMemory(SIZE);
        int length = put(address, name);
        NativeMemory bytes = new NativeMemory(Math.max(1, message.length));
        bytes.host().put(0, message);
        int fd = Native.LIBC.socket(Linux.AF_UNIX, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC | Linux.SOCK_NONBLOCK, 0);
        if (fd < 0) {
            throw Native.failed("socket");
        }
        try (Descriptor socket = new Descriptor(fd, name)) {
            if (Native.LIBC.connect(socket.number(), address.at(0), length) < 0) {
                throw Native.failed("connect to " + name);
            }
            if (Native.LIBC.send(socket.number(), bytes.at(0), message.length, Linux.MSG_NOSIGNAL) < 0) {
                throw Native.failed("send to " + name);
            }
        }
        address.keep();
        bytes.keep();
    }

    /** An abstract name begins with a zero and ends with the length; a path ends with a zero. */
    static int put(NativeMemory address, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > UnixDatagram.MAX_NAME) {
            throw new IllegalArgumentException(
                    "the name of a unix socket has 1.." + UnixDatagram.MAX_NAME + " bytes, not " + bytes.length);
        }
        address.host().putShort(0, (short) Linux.AF_UNIX);
        address.host().put(FAMILY_SIZE, bytes);
        boolean isAbstract = bytes[0] == '@';
        if (isAbstract) {
            address.host().put(FAMILY_SIZE, (byte) 0);
        }
        return FAMILY_SIZE + bytes.length + (isAbstract ? 0 : 1);
    }
}
