package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.OpenNumber;

/**
 * Where a tracked TCP connection stands, seen from between its ends: {@code TCP_CONNTRACK_*}, open-ended.
 *
 * @param value 0..255
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nf_conntrack_tcp.h">linux/netfilter/nf_conntrack_tcp.h</a>
 */
public record TcpConntrackState(int value) {
    /** Nothing seen yet. */
    public static final TcpConntrackState NONE = new TcpConntrackState(0);
    /** One end began. */
    public static final TcpConntrackState SYN_SENT = new TcpConntrackState(1);
    /** The other one answered. */
    public static final TcpConntrackState SYN_RECV = new TcpConntrackState(2);
    /** Both ends have agreed. */
    public static final TcpConntrackState ESTABLISHED = new TcpConntrackState(3);
    /** One end has said its last. */
    public static final TcpConntrackState FIN_WAIT = new TcpConntrackState(4);
    /** And the other one has heard it. */
    public static final TcpConntrackState CLOSE_WAIT = new TcpConntrackState(5);
    /** Both have said their last. */
    public static final TcpConntrackState LAST_ACK = new TcpConntrackState(6);
    /** And both have heard it: late packets may still come. */
    public static final TcpConntrackState TIME_WAIT = new TcpConntrackState(7);
    /** Reset by one of them. */
    public static final TcpConntrackState CLOSE = new TcpConntrackState(8);
    /** Both ends began. */
    public static final TcpConntrackState SYN_SENT2 = new TcpConntrackState(9);

    /** @throws IllegalArgumentException outside 0..255 */
    public TcpConntrackState {
        OpenNumber.check(value, 0xff, "TCP state");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpConntrackState that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** As {@code conntrack -L} prints it. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "NONE";
            case 1 -> "SYN_SENT";
            case 2 -> "SYN_RECV";
            case 3 -> "ESTABLISHED";
            case 4 -> "FIN_WAIT";
            case 5 -> "CLOSE_WAIT";
            case 6 -> "LAST_ACK";
            case 7 -> "TIME_WAIT";
            case 8 -> "CLOSE";
            case 9 -> "SYN_SENT2";
            default -> "state " + value;
        };
    }
}
