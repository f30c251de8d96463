package dev.multipath.netlink.model;

/**
 * An address family ({@code AF_*}) as rtnetlink headers carry it: one byte, open-ended.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man7/address_families.7.html">address_families(7)</a>
 */
public record AddressFamily(int value) {
    /** Any, in requests; none, in messages about links. */
    public static final AddressFamily UNSPEC = new AddressFamily(0);
    /** IPv4. */
    public static final AddressFamily INET = new AddressFamily(2);
    /** What a bridge says of its ports and its forwarding table. */
    public static final AddressFamily BRIDGE = new AddressFamily(7);
    /** IPv6. */
    public static final AddressFamily INET6 = new AddressFamily(10);
    /** Multiprotocol label switching. */
    public static final AddressFamily MPLS = new AddressFamily(28);

    /** @throws IllegalArgumentException outside 0..255 */
    public AddressFamily {
        OpenNumber.check(value, 0xff, "address family");
    }

    /** The family of this number. */
    public static AddressFamily of(int value) {
        return switch (value) {
            case 0 -> UNSPEC;
            case 2 -> INET;
            case 10 -> INET6;
            default -> new AddressFamily(value);
        };
    }

    /** IPv4 or IPv6. */
    public boolean isIp() {
        return value == 2 || value == 10;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressFamily that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** As {@code ip -f} names it. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "unspec";
            case 2 -> "inet";
            case 7 -> "bridge";
            case 10 -> "inet6";
            case 28 -> "mpls";
            default -> "family " + value;
        };
    }
}
