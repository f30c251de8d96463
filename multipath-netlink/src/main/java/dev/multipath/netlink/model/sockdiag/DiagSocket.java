package dev.multipath.netlink.model.sockdiag;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.OpenNumber;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.OptionalLong;

/**
 * A TCP or UDP socket of some process ({@code struct inet_diag_msg}), as {@code ss} shows it.
 *
 * @param family of the socket: a dual-stack one is IPv6 also when it speaks IPv4
 * @param protocol {@code IPPROTO_TCP} or {@code IPPROTO_UDP}
 * @param state where it stands
 * @param timer what it waits for
 * @param local its own end
 * @param remote the other end; any address and port 0 where there is none
 * @param interfaceIndex the device it is bound to; 0 for none
 * @param cookie tells it from every other socket until the next boot
 * @param receiveQueue bytes not read yet; of a listening one, connections not accepted yet
 * @param sendQueue bytes not acknowledged yet; of a listening one, how many may wait
 * @param uid whose it is
 * @param inode as {@code /proc/PID/fd} shows it; 0 where no process has it any more
 * @param mark {@code SO_MARK}; absent without CAP_NET_ADMIN, and of what is no whole socket on older kernels
 * @param unknown attributes not typed here
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>, linux/inet_diag.h
 */
public record DiagSocket(
        AddressFamily family,
        int protocol,
        SocketState state,
        SocketTimer timer,
        Endpoint local,
        Endpoint remote,
        int interfaceIndex,
        long cookie,
        long receiveQueue,
        long sendQueue,
        long uid,
        long inode,
        OptionalLong mark,
        UnknownAttributes unknown) {

    /** {@code IPPROTO_TCP}. */
    public static final int TCP = 6;
    /** {@code IPPROTO_UDP}. */
    public static final int UDP = 17;

    /** @throws IllegalArgumentException for addresses of another family, and for a number its field does not hold */
    public DiagSocket {
        if (!local.address().family().equals(family)
                || !remote.address().family().equals(family)) {
            throw new IllegalArgumentException("a socket of " + family + " between " + local + " and " + remote);
        }
        OpenNumber.check(protocol, 0xff, "protocol");
        OpenNumber.check(receiveQueue, 0xffff_ffffL, "receive queue");
        OpenNumber.check(sendQueue, 0xffff_ffffL, "send queue");
        OpenNumber.check(uid, 0xffff_ffffL, "uid");
        OpenNumber.check(inode, 0xffff_ffffL, "inode");
        OpenNumber.check(mark.orElse(0), 0xffff_ffffL, "mark");
    }

    /** Much as {@code ss} prints it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(96);
        out.append(protocol == TCP ? "tcp" : protocol == UDP ? "udp" : "protocol " + protocol);
        out.append(' ').append(state).append(' ').append(local).append(' ').append(remote);
        if (interfaceIndex != 0) {
            out.append(" dev if").append(interfaceIndex);
        }
        mark.ifPresent(value -> out.append(" fwmark 0x").append(Long.toHexString(value)));
        return out.append(" uid ")
                .append(uid)
                .append(" ino ")
                .append(inode)
                .append(" sk ")
                .append(Long.toHexString(cookie))
                .toString();
    }
}
