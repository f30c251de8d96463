package dev.multipath.netlink.transport.jnr;

/**
 * Constants of the kernel's uapi headers, as asm-generic has them: valid on the architectures {@link Native} accepts.
 */
final class Linux {
    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;

    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;
    static final int EFD_NONBLOCK = 0x800;
    static final int EFD_CLOEXEC = 0x80000;

    static final int IPPROTO_ICMP = 1;
    static final int IPPROTO_ICMPV6 = 58;
    static final int NETLINK_ROUTE = 0;

    static final int SOL_IP = 0;
    static final int SOL_SOCKET = 1;
    static final int SOL_IPV6 = 41;
    static final int SOL_ICMPV6 = 58;
    static final int SOL_RAW = 255;
    static final int SOL_NETLINK = 270;

    static final int SO_RCVBUF = 8;
    static final int SO_LINGER = 13;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_ATTACH_FILTER = 26;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_SNDBUF = 7;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_MARK = 36;
    static final int SO_NETNS_COOKIE = 71;
    static final int NETLINK_ADD_MEMBERSHIP = 1;
    static final int NETLINK_LISTEN_ALL_NSID = 8;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;
    static final int NETLINK_GET_STRICT_CHK = 12;
    static final int ICMP_FILTER = 1;
    static final int ICMPV6_FILTER = 1;
    static final int IP_RECVERR = 11;
    static final int IP_BIND_ADDRESS_NO_PORT = 24;
    static final int IPV6_RECVERR = 25;

    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_ERRQUEUE = 0x2000;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    static final int CLONE_NEWNET = 0x40000000;

    static final int F_GETFD = 1;
    static final int F_SETFD = 2;
    static final int FD_CLOEXEC = 1;
    static final int SIG_SETMASK = 2;
    static final int CLOSE_RANGE_CLOEXEC = 4;

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int EMSGSIZE = 90;
    static final int ENOBUFS = 105;
    static final int EISCONN = 106;
    static final int EALREADY = 114;
    static final int EINPROGRESS = 115;

    private Linux() {}

    /** {@code _IOW}: the number of an ioctl that takes so many bytes, or a number. POWER has its own bits for it. */
    static long iow(char type, int number, int size) {
        boolean power = System.getProperty("os.arch", "").startsWith("ppc");
        return (power ? 0x8000_0000L : 0x4000_0000L) | (long) size << 16 | type << 8 | number;
    }
}
