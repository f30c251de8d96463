package dev.multipath.netlink.transport.jnr;

/**
 * The C library's functions this library calls: primitives only, addresses as {@code long}, and never more than five
 * parameters (jnr-ffi 2.3.4 passes a wrong sixth one on x86-64). All return −1 and set {@code errno} on failure, which
 * {@link Native#errno()} reads on the same thread.
 *
 * <p>{@code long} is C's {@code long}, {@code size_t} and {@code ssize_t}: {@link Native} refuses platforms where these
 * are not 64 bits. Those declared here are what sockets need; {@link DirectLibC} says why that matters.
 *
 * @see <a href="https://man7.org/linux/man-pages/dir_section_2.html">the manual's section 2</a>
 */
interface LibC extends SeldomLibC {
    int socket(int domain, int type, int protocol);

    int connect(int fd, long address, int length);

    int bind(int fd, long address, int length);

    int getsockname(int fd, long address, long length);

    int setsockopt(int fd, int level, int name, long value, int length);

    int getsockopt(int fd, int level, int name, long value, long length);

    long send(int fd, long buffer, long length, int flags);

    long sendmsg(int fd, long message, int flags);

    long recv(int fd, long buffer, long length, int flags);

    long recvmsg(int fd, long message, int flags);

    int recvmmsg(int fd, long messages, int count, int flags, long timeout);

    int poll(long descriptors, long count, int milliseconds);

    int close(int fd);

    long read(int fd, long buffer, long length);

    long write(int fd, long buffer, long length);

    int eventfd(int value, int flags);
}
