package dev.multipath.netlink.model;

/**
 * What a route does with a packet: {@code rtm_type}. One byte, open-ended.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/rtnetlink.h RTN_*
 */
public record RouteType(int value) {
    /** Any, in requests. */
    public static final RouteType UNSPEC = new RouteType(0);
    /** A gateway or a connected subnet. */
    public static final RouteType UNICAST = new RouteType(1);
    /** An address of this machine. */
    public static final RouteType LOCAL = new RouteType(2);
    /** A broadcast address. */
    public static final RouteType BROADCAST = new RouteType(3);
    /** An anycast address of this machine. */
    public static final RouteType ANYCAST = new RouteType(4);
    /** A multicast route. */
    public static final RouteType MULTICAST = new RouteType(5);
    /** Dropped without a word. */
    public static final RouteType BLACKHOLE = new RouteType(6);
    /** Refused, "host unreachable". */
    public static final RouteType UNREACHABLE = new RouteType(7);
    /** Refused, "administratively prohibited". */
    public static final RouteType PROHIBIT = new RouteType(8);
    /** Goes on at the next rule. */
    public static final RouteType THROW = new RouteType(9);
    /** No longer in use. */
    public static final RouteType NAT = new RouteType(10);

    /** @throws IllegalArgumentException outside 0..255 */
    public RouteType {
        OpenNumber.check(value, 0xff, "route type");
    }

    /** The type of this number. */
    public static RouteType of(int value) {
        return value == 1 ? UNICAST : value == 2 ? LOCAL : new RouteType(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteType that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "none";
            case 1 -> "unicast";
            case 2 -> "local";
            case 3 -> "broadcast";
            case 4 -> "anycast";
            case 5 -> "multicast";
            case 6 -> "blackhole";
            case 7 -> "unreachable";
            case 8 -> "prohibit";
            case 9 -> "throw";
            case 10 -> "nat";
            default -> Integer.toString(value);
        };
    }
}
