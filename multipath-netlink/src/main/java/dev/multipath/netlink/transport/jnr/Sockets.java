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

    /** Where a buffer's index 0 is. */
    static long address(ByteBuf buffer) {
        if (!buffer.hasMemoryAddress()) {
            throw new IllegalArgumentException("a direct buffer is needed, not " + buffer);
        }
        return buffer.memoryAddress();
    }
}
