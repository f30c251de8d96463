package dev.multipath.netlink.model;

/**
 * A member of a nexthop group and its share ({@code struct nexthop_grp}).
 *
 * @param id of a nexthop object that is no group, 1..2³²−1
 * @param weight the real weight 1..65536; on the wire the 16 bits of {@code weight_high} and {@code weight} say
 *     weight − 1. Linux 6.12 and later take up to 65535, older ones up to 256
 * @param reserved {@code resvd2}, 16 bits: 0 so far; a kernel refuses another value in a request
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 */
public record NextHopMember(long id, int weight, int reserved) {
    /** The largest weight the field can say. */
    public static final int MAX_WEIGHT = 65536;

    /** @throws IllegalArgumentException for an id outside 1..2³²−1 or a weight outside 1..65536 */
    public NextHopMember {
        NextHopObject.requireId(id);
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " is outside 1.." + MAX_WEIGHT);
        }
        OpenNumber.check(reserved, 0xffff, "reserved field of a group member");
    }

    /** A member with a share. */
    public static NextHopMember of(long id, int weight) {
        return new NextHopMember(id, weight, 0);
    }

    /** A member with a share of 1. */
    public static NextHopMember of(long id) {
        return of(id, 1);
    }
}
