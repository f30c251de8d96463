package dev.multipath.netlink.transport;

/** A system call failed: which one, on what, and with which errno. */
public final class ErrnoException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code errno}. */
    private final int errno;

    /**
     * @param call the system call and what it was for, as {@code "open /run/netns/a"}
     * @param errno a positive errno
     */
    public ErrnoException(String call, int errno) {
        super(call + ": " + Errno.of(errno));
        this.errno = errno;
    }

    /** What the call said. */
    public Errno errno() {
        return Errno.of(errno);
    }

    /** Whether the call said this. */
    public boolean is(Errno expected) {
        return errno == expected.value();
    }
}
