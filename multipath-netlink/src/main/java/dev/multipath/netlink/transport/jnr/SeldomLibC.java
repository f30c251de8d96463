package dev.multipath.netlink.transport.jnr;

/**
 * The functions of the C library that no program needs to ask the kernel about its own namespace: those for other
 * namespaces, for tun devices, for ICMP sockets, and for becoming another program. The same rules as for {@link LibC}.
 *
 * <p>Public because the class jnr-ffi generates for it lives elsewhere.
 */
public interface SeldomLibC {
    int bind(int fd, long address, int length);

    long sendmsg(int fd, long message, int flags);

    int open(long path, int flags, int mode);

    int ioctl(int fd, long request, long argument);

    int setns(int fd, int type);

    int unshare(int flags);

    int fcntl(int fd, int command, long argument);

    int sigprocmask(int how, long set, long old);

    int execvp(long file, long arguments);

    long syscall(long number, long first, long second, long third);
}
