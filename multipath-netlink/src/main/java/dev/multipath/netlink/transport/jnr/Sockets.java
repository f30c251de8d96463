package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import io.netty.buffer.ByteBuf;

/** What all sockets here share. */
final class Sockets {
    private Sockets() {}

    /** socket(2) in a namespace, close-on-exec. */
    static int open(NetNs namespace, int domain, int type, int protocol) throws ErrnoException {
        return namespace.call(new NetNs.Code<Integer, ErrnoException>() {
            @Override
            public Integer call() throws ErrnoException {
                int fd = Native.LIBC.socket(domain, type | Linux.SOCK_CLOEXEC, protocol);
                if (fd < 0) {
                    throw Native.failed("socket");
                }
                return fd;
            }
        });
    }

    /** {@code SO_MARK} of a socket made and closed. */
    static long markOfNew(int domain, int type, int protocol) throws ErrnoException {
        int fd = Native.LIBC.socket(domain, type | Linux.SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            throw Native.failed("socket");
        }
        try (Descriptor socket = new Descriptor(fd, "socket")) {
            NativeMemory mark = new NativeMemory(2 * Integer.BYTES);
            mark.host().putInt(Integer.BYTES, Integer.BYTES);
            int got = Native.LIBC.getsockopt(
                    socket.number(), Linux.SOL_SOCKET, Linux.SO_MARK, mark.at(0), mark.at(Integer.BYTES));
            if (got < 0) {
                throw Native.failed("getsockopt SO_MARK");
            }
            mark.keep();
            return Integer.toUnsignedLong(mark.host().getInt(0));
        }
    }

    /** Where a buffer's index 0 is. */
    static long address(ByteBuf buffer) {
        if (!buffer.hasMemoryAddress()) {
            throw new IllegalArgumentException("a direct buffer is needed, not " + buffer);
        }
        return buffer.memoryAddress();
    }
}
