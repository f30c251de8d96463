package dev.multipath.netlink.transport.jnr;

/**
 * The functions of the C library that no program needs to ask about its own namespace or to send through it: those for
 * other namespaces, for tun devices, for cgroups, and for becoming another program. The same rules as for {@link LibC}.
 *
 * <p>Public because the class jnr-ffi generates for it lives elsewhere.
 */
public interface SeldomLibC {
    int open(long path, int flags, int mode);

    int ioctl(int fd, long request, long argument);

    int setns(int fd, int type);

    int unshare(int flags);

    int fcntl(int fd, int command, long argument);

    int sigprocmask(int how, long set, long old);

    int execvp(long file, long arguments);

    long syscall(long number, long first, long second, long third);
}
