package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import io.netty.buffer.ByteBuf;

/**
 * Several datagrams received by one recvmmsg(2): an array of {@code struct mmsghdr} in the layout of 64-bit Linux. Each
 * gets a slot of the buffer; then they are moved together.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>
 */
final class Burst {
    /** How many datagrams at most. */
    static final int MOST = 64;

    /** {@code struct msghdr}, u32 length, padding. */
    private static final int ENTRY = 64;

    private static final int IOV = 16;
    private static final int IOV_COUNT = 24;
    private static final int FLAGS = 48;
    private static final int LENGTH = 56;
    /** {@code struct iovec}: address, length. */
    private static final int VECTOR = 16;

    private final NativeMemory headers = new NativeMemory(MOST * ENTRY);
    private final NativeMemory vectors = new NativeMemory(MOST * VECTOR);

    Burst() {
        for (int i = 0; i < MOST; i++) {
            headers.host().putLong(i * ENTRY + IOV, vectors.at(i * VECTOR));
            headers.host().putLong(i * ENTRY + IOV_COUNT, 1);
        }
    }

    /**
     * Receives what is there.
     *
     * @param longest size of a slot, bytes, a multiple of 4
     * @return false when nothing is there
     */
    boolean receive(int fd, ByteBuf into, int longest) throws ErrnoException {
        int slots = Math.min(MOST, into.writableBytes() / longest);
        long address = Sockets.address(into) + into.writerIndex();
        for (int i = 0; i < slots; i++) {
            vectors.host().putLong(i * VECTOR, address + (long) i * longest);
            vectors.host().putLong(i * VECTOR + 8, longest);
        }
        int received;
        do {
            received = Native.LIBC.recvmmsg(fd, headers.at(0), slots, Linux.MSG_DONTWAIT, 0);
        } while (received < 0 && Native.errno() == Linux.EINTR);
        if (received > 0) {
            join(into, received, longest);
            return true;
        }
        if (received < 0 && Native.errno() != Linux.EAGAIN) {
            throw Native.failed("recvmmsg on a netlink socket");
        }
        return false;
    }

    private void join(ByteBuf into, int received, int longest) throws ErrnoException {
        int first = into.writerIndex();
        int end = first;
        for (int i = 0; i < received; i++) {
            if ((headers.host().getInt(i * ENTRY + FLAGS) & Linux.MSG_TRUNC) != 0) {
                throw new ErrnoException(
                        "recvmmsg of more than " + longest + " bytes on a netlink socket", Linux.EMSGSIZE);
            }
            int length = headers.host().getInt(i * ENTRY + LENGTH);
            int slot = first + i * longest;
            int to = first + (end - first + 3 & ~3);
            if (to != slot) {
                into.setBytes(to, into, slot, length);
            }
            end = to + length;
        }
        into.writerIndex(end);
    }
}
