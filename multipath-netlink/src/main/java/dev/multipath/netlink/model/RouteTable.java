package dev.multipath.netlink.model;

/**
 * A routing table id: 32 bits, open-ended. Ids above 255 travel in {@code RTA_TABLE} / {@code FRA_TABLE}.
 *
 * @param value 0..2³²−1; 0 is "unspecified"
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public record RouteTable(long value) {
    /** None. */
    public static final RouteTable UNSPEC = new RouteTable(0);
    /** Where the last of the kernel's own rules looks; normally empty. */
    public static final RouteTable DEFAULT = new RouteTable(253);
    /** Where routes go unless told otherwise. */
    public static final RouteTable MAIN = new RouteTable(254);
    /** Addresses of this machine; kept by the kernel. */
    public static final RouteTable LOCAL = new RouteTable(255);

    /** @throws IllegalArgumentException outside 0..2³²−1 */
    public RouteTable {
        OpenNumber.check(value, 0xffff_ffffL, "table");
    }

    /** The table of this id. */
    public static RouteTable of(long value) {
        return value == 254 ? MAIN : value == 255 ? LOCAL : new RouteTable(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteTable that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return switch ((int) value) {
            case 0 -> "unspec";
            case 253 -> "default";
            case 254 -> "main";
            case 255 -> "local";
            default -> Long.toString(value);
        };
    }
}
