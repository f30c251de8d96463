package dev.multipath.netlink.transport;

/** The socket was closed, before or during the call. */
public final class SocketClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** @param what is closed, a noun: {@code the socket} */
    public SocketClosedException(String what) {
        super(what + " is closed");
    }
}
