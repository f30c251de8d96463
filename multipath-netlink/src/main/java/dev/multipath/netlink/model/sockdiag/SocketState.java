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
    public static final SocketState ESTABLISHED = new SocketState(1);
    public static final SocketState SYN_SENT = new SocketState(2);
    public static final SocketState SYN_RECV = new SocketState(3);
    public static final SocketState FIN_WAIT1 = new SocketState(4);
    public static final SocketState FIN_WAIT2 = new SocketState(5);
    public static final SocketState TIME_WAIT = new SocketState(6);
    public static final SocketState CLOSE = new SocketState(7);
    public static final SocketState CLOSE_WAIT = new SocketState(8);
    public static final SocketState LAST_ACK = new SocketState(9);
    public static final SocketState LISTEN = new SocketState(10);
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
