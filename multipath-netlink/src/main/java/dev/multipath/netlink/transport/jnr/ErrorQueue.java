package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.transport.IcmpReport;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The control message of a socket's error queue: {@code struct sock_extended_err} and the reporter's address behind it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7), IP_RECVERR</a>
 */
final class ErrorQueue {
    /** {@code struct cmsghdr}: u64 length, u32 level, u32 type; what follows is aligned to 8. */
    private static final int CONTROL_HEADER = 16;

    private static final int ERROR_SIZE = 16;
    private static final int ORIGIN = 4;
    private static final int TYPE = 5;
    private static final int CODE = 6;
    private static final int SO_EE_ORIGIN_ICMP = 2;
    private static final int SO_EE_ORIGIN_ICMP6 = 3;

    private ErrorQueue() {}

    /**
     * The first report of a router or host among the control messages; errors of this machine itself are none.
     *
     * @param length of all control messages, in bytes
     */
    static Optional<IcmpReport> read(NativeMemory control, int length, AddressFamily family) {
        ByteBuffer host = control.host();
        int at = 0;
        while (length - at >= CONTROL_HEADER) {
            long size = host.getLong(at);
            if (size < CONTROL_HEADER || size > length - at) {
                return Optional.empty();
            }
            boolean error = isError(host.getInt(at + 8), host.getInt(at + 12), family);
            int needed = CONTROL_HEADER + ERROR_SIZE + SocketAddress.size(family);
            if (error && size >= needed) {
                return report(control, at + CONTROL_HEADER, family);
            }
            at += (int) (size + 7) & ~7;
        }
        return Optional.empty();
    }

    private static boolean isError(int level, int type, AddressFamily family) {
        return family.equals(AddressFamily.INET)
                ? level == Linux.SOL_IP && type == Linux.IP_RECVERR
                : level == Linux.SOL_IPV6 && type == Linux.IPV6_RECVERR;
    }

    private static Optional<IcmpReport> report(NativeMemory control, int at, AddressFamily family) {
        ByteBuffer host = control.host();
        int origin = host.get(at + ORIGIN);
        int type = host.get(at + TYPE) & 0xff;
        boolean ipv4 = family.equals(AddressFamily.INET);
        if (origin != (ipv4 ? SO_EE_ORIGIN_ICMP : SO_EE_ORIGIN_ICMP6) || !IcmpPacket.isReport(type, ipv4)) {
            return Optional.empty();
        }
        int code = host.get(at + CODE) & 0xff;
        return Optional.of(new IcmpReport(SocketAddress.get(control, at + ERROR_SIZE, family), type, code));
    }
}
