package dev.multipath.netlink.model.sockdiag;

import dev.multipath.netlink.model.OpenNumber;

/**
 * Where a socket stands: {@code TCP_ESTABLISHED} and so on, open-ended. UDP has two of them: {@link #ESTABLISHED} is
 * connected, {@link #CLOSE} is not.
 *
 * @param value 0..255; the kernel's filters know 0..31
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/net/tcp_states.h">net/tcp_states.h</a>
 */
public record SocketState(int value) {
    /** Connected. */
    public static final SocketState ESTABLISHED = new SocketState(1);
    /** It asked, and waits for an answer. */
    public static final SocketState SYN_SENT = new SocketState(2);
    /** It was asked and answered, and waits to hear so. */
    public static final SocketState SYN_RECV = new SocketState(3);
    /** It has said its last, which is not heard yet. */
    public static final SocketState FIN_WAIT1 = new SocketState(4);
    /** It has said its last, and the other end goes on. */
    public static final SocketState FIN_WAIT2 = new SocketState(5);
    /** Over: late packets may still come. */
    public static final SocketState TIME_WAIT = new SocketState(6);
    /** Not connected. */
    public static final SocketState CLOSE = new SocketState(7);
    /** The other end has said its last. */
    public static final SocketState CLOSE_WAIT = new SocketState(8);
    /** It has said its last after the other end, which is not heard yet. */
    public static final SocketState LAST_ACK = new SocketState(9);
    /** It waits to be asked. */
    public static final SocketState LISTEN = new SocketState(10);
    /** Both have said their last at once. */
    public static final SocketState CLOSING = new SocketState(11);

    /** @throws IllegalArgumentException outside 0..255 */
    public SocketState {
        OpenNumber.check(value, 0xff, "socket state");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketState that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** As {@code ss} prints it. */
    @Override
    public String toString() {
        return switch (value) {
            case 1 -> "ESTAB";
            case 2 -> "SYN-SENT";
            case 3 -> "SYN-RECV";
            case 4 -> "FIN-WAIT-1";
            case 5 -> "FIN-WAIT-2";
            case 6 -> "TIME-WAIT";
            case 7 -> "UNCONN";
            case 8 -> "CLOSE-WAIT";
            case 9 -> "LAST-ACK";
            case 10 -> "LISTEN";
            case 11 -> "CLOSING";
            default -> "state " + value;
        };
    }
}
