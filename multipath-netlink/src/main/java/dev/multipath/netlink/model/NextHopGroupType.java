package dev.multipath.netlink.model;

/**
 * How a nexthop group chooses among its members: {@code NHA_GROUP_TYPE}. 16 bits, open-ended.
 *
 * @param value 0..65535
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 *     NEXTHOP_GRP_TYPE_*
 */
public record NextHopGroupType(int value) {
    /** By thresholds on the flow's hash: a change of members or weights moves flows. */
    public static final NextHopGroupType MPATH = new NextHopGroupType(0);
    /** By a table of buckets, which keep their flows through changes. */
    public static final NextHopGroupType RESILIENT = new NextHopGroupType(1);

    /** @throws IllegalArgumentException outside 0..65535 */
    public NextHopGroupType {
        OpenNumber.check(value, 0xffff, "nexthop group type");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NextHopGroupType that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** As {@code ip nexthop} names it. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "mpath";
            case 1 -> "resilient";
            default -> Integer.toString(value);
        };
    }
}
