package dev.multipath.netlink.transport.jnr;

import java.nio.ByteBuffer;

/**
 * The control message that says which namespace a notification came from: {@code NETLINK_LISTEN_ALL_NSID}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>, linux/netlink.h
 */
final class NamespaceMark {
    /** {@code struct cmsghdr}: u64 length, u32 level, u32 type; what follows is aligned to 8. */
    private static final int HEADER = 16;

    private NamespaceMark() {}

    /**
     * The id among the control messages of a datagram.
     *
     * @param length of all control messages, in bytes
     * @return −1 where there is none: the socket's own namespace
     */
    static int read(NativeMemory control, int length) {
        ByteBuffer host = control.host();
        int at = 0;
        while (length - at >= HEADER + 4) {
            long size = host.getLong(at);
            if (size < HEADER || size > length - at) {
                return -1;
            }
            boolean mark =
                    host.getInt(at + 8) == Linux.SOL_NETLINK && host.getInt(at + 12) == Linux.NETLINK_LISTEN_ALL_NSID;
            if (mark && size >= HEADER + 4) {
                return host.getInt(at + HEADER);
            }
            at += (int) (size + 7) & ~7;
        }
        return -1;
    }
}
