package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;

/**
 * A Linux error number: open-ended, with named constants for those rtnetlink and its sockets give. Numbers are those of
 * asm-generic, which all architectures this library runs on share.
 *
 * @param value positive
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public record Errno(int value) {
    /** A capability is missing, mostly CAP_NET_ADMIN. */
    public static final Errno EPERM = new Errno(1);
    /** No such object: a rule, an fdb entry, a neighbour, a nexthop object. */
    public static final Errno ENOENT = new Errno(2);
    /** No such route; no such process. */
    public static final Errno ESRCH = new Errno(3);
    /** A signal came first. */
    public static final Errno EINTR = new Errno(4);
    /** Nothing to read yet, or no room to write. */
    public static final Errno EAGAIN = new Errno(11);
    /** No memory, or a limit on entries is reached. */
    public static final Errno ENOMEM = new Errno(12);
    /** Not permitted: a broadcast destination, or a prohibited route. */
    public static final Errno EACCES = new Errno(13);
    /** The device or the master is in use. */
    public static final Errno EBUSY = new Errno(16);
    /** There is one already. */
    public static final Errno EEXIST = new Errno(17);
    /** No such device. */
    public static final Errno ENODEV = new Errno(19);
    /** The request makes no sense to the kernel; its sentence says why. */
    public static final Errno EINVAL = new Errno(22);
    /** No such system call in this kernel. */
    public static final Errno ENOSYS = new Errno(38);
    /** The message is too long, or does not fit what was meant to hold it. */
    public static final Errno EMSGSIZE = new Errno(90);
    /** No such socket option. */
    public static final Errno ENOPROTOOPT = new Errno(92);
    /** No such protocol in this kernel. */
    public static final Errno EPROTONOSUPPORT = new Errno(93);
    /** The kernel knows it and cannot do it, or does not know the kind. */
    public static final Errno EOPNOTSUPP = new Errno(95);
    /** No such address family, or not for this object. */
    public static final Errno EAFNOSUPPORT = new Errno(97);
    /** The address or port number is taken. */
    public static final Errno EADDRINUSE = new Errno(98);
    /** No such address here. */
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    /** The device is down. */
    public static final Errno ENETDOWN = new Errno(100);
    /** No route to that network; a gateway that no route reaches. */
    public static final Errno ENETUNREACH = new Errno(101);
    /** The peer ended the connection at once. */
    public static final Errno ECONNRESET = new Errno(104);
    /** Notifications were lost: the receive buffer overflowed. */
    public static final Errno ENOBUFS = new Errno(105);
    /** Nobody listens there. */
    public static final Errno ECONNREFUSED = new Errno(111);
    /** No route to that host. */
    public static final Errno EHOSTUNREACH = new Errno(113);

    /** Any number; one without a constant here is named all the same. */
    public static Errno of(int value) {
        return new Errno(value);
    }

    /**
     * The symbol, {@code EEXIST}; {@code errno 4000} where there is none. The usual ones are known here: only a rare one
     * loads the table of all (tens of milliseconds, once).
     */
    public String name() {
        String usual = usualName();
        return usual.isEmpty() ? JnrTransport.errnoName(value) : usual;
    }

    /** The C library's text, {@code File exists}; loads a table of all (tens of milliseconds, once). */
    public String description() {
        return JnrTransport.errnoDescription(value);
    }

    /** Symbol and number, {@code EEXIST (17)}. */
    @Override
    public String toString() {
        String name = name();
        return name.startsWith("errno ") ? name : name + " (" + value + ")";
    }

    private String usualName() {
        return switch (value) {
            case 1 -> "EPERM";
            case 2 -> "ENOENT";
            case 3 -> "ESRCH";
            case 4 -> "EINTR";
            case 5 -> "EIO";
            case 6 -> "ENXIO";
            case 7 -> "E2BIG";
            case 9 -> "EBADF";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 14 -> "EFAULT";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 19 -> "ENODEV";
            case 20 -> "ENOTDIR";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 28 -> "ENOSPC";
            case 33 -> "EDOM";
            case 34 -> "ERANGE";
            case 38 -> "ENOSYS";
            case 61 -> "ENODATA";
            case 71 -> "EPROTO";
            case 75 -> "EOVERFLOW";
            case 88 -> "ENOTSOCK";
            default -> usualNetworkName();
        };
    }

    private String usualNetworkName() {
        return switch (value) {
            case 90 -> "EMSGSIZE";
            case 92 -> "ENOPROTOOPT";
            case 93 -> "EPROTONOSUPPORT";
            case 95 -> "EOPNOTSUPP";
            case 97 -> "EAFNOSUPPORT";
            case 98 -> "EADDRINUSE";
            case 99 -> "EADDRNOTAVAIL";
            case 100 -> "ENETDOWN";
            case 101 -> "ENETUNREACH";
            case 104 -> "ECONNRESET";
            case 105 -> "ENOBUFS";
            case 107 -> "ENOTCONN";
            case 110 -> "ETIMEDOUT";
            case 111 -> "ECONNREFUSED";
            case 112 -> "EHOSTDOWN";
            case 113 -> "EHOSTUNREACH";
            case 114 -> "EALREADY";
            case 115 -> "EINPROGRESS";
            default -> "";
        };
    }
}
