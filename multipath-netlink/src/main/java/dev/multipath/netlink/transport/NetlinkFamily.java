package dev.multipath.netlink.transport;

/**
 * A netlink family, the protocol of an {@code AF_NETLINK} socket: which part of the kernel it talks to; open-ended.
 *
 * @param value {@code NETLINK_*}, 0..255
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>, linux/netlink.h
 */
public record NetlinkFamily(int value) {
    /** {@code NETLINK_ROUTE}: routes, rules, links, addresses, neighbours. */
    public static final NetlinkFamily ROUTE = new NetlinkFamily(0);
    /** {@code NETLINK_SOCK_DIAG}: sockets of all processes. */
    public static final NetlinkFamily SOCK_DIAG = new NetlinkFamily(4);
    /** {@code NETLINK_NETFILTER}: nf_tables, connection tracking. */
    public static final NetlinkFamily NETFILTER = new NetlinkFamily(12);

    /**
     * Any number; one without a constant here is possible too.
     *
     * @throws IllegalArgumentException for a number outside 0..255
     */
    public NetlinkFamily {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("netlink family " + value + " is outside 0..255");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetlinkFamily that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** {@code NETLINK_NETFILTER}; a number where no name is known here. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "NETLINK_ROUTE";
            case 4 -> "NETLINK_SOCK_DIAG";
            case 12 -> "NETLINK_NETFILTER";
            default -> "netlink family " + value;
        };
    }
}
