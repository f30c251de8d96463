package dev.multipath.netlink.model;

/**
 * A routing table id: 32 bits, open-ended. Ids above 255 travel in {@code RTA_TABLE} / {@code FRA_TABLE}.
 *
 * @param value 0..2³²−1; 0 is "unspecified"
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public record RouteTable(long value) {
    public static final RouteTable UNSPEC = new RouteTable(0);
    public static final RouteTable DEFAULT = new RouteTable(253);
    public static final RouteTable MAIN = new RouteTable(254);
    public static final RouteTable LOCAL = new RouteTable(255);

    public RouteTable {
        OpenNumber.check(value, 0xffff_ffffL, "table");
    }

    public static RouteTable of(long value) {
        return value == 254 ? MAIN : value == 255 ? LOCAL : new RouteTable(value);
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
