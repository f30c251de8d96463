package dev.multipath.netlink.model;

/**
 * What a route does with a packet: {@code rtm_type}. One byte, open-ended.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/rtnetlink.h RTN_*
 */
public record RouteType(int value) {
    public static final RouteType UNSPEC = new RouteType(0);
    public static final RouteType UNICAST = new RouteType(1);
    public static final RouteType LOCAL = new RouteType(2);
    public static final RouteType BROADCAST = new RouteType(3);
    public static final RouteType ANYCAST = new RouteType(4);
    public static final RouteType MULTICAST = new RouteType(5);
    public static final RouteType BLACKHOLE = new RouteType(6);
    public static final RouteType UNREACHABLE = new RouteType(7);
    public static final RouteType PROHIBIT = new RouteType(8);
    public static final RouteType THROW = new RouteType(9);
    public static final RouteType NAT = new RouteType(10);

    public RouteType {
        OpenNumber.check(value, 0xff, "route type");
    }

    public static RouteType of(int value) {
        return value == 1 ? UNICAST : value == 2 ? LOCAL : new RouteType(value);
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
