package dev.multipath.netlink.model;

import java.time.Duration;

/**
 * A bucket of a resilient nexthop group: the flows whose hash falls into it all go to one member.
 *
 * @param groupId {@code NHA_ID} of the group
 * @param index {@code NHA_RES_BUCKET_INDEX}, from 0
 * @param nexthopId {@code NHA_RES_BUCKET_NH_ID}: the member it belongs to now
 * @param idleTime {@code NHA_RES_BUCKET_IDLE_TIME}: since the last packet, in whole hundredths of a second
 * @param flags {@code nh_flags}, unsigned 32 bits: {@link NextHop#OFFLOAD}, {@link NextHop#TRAP}
 * @param unknownInBucket attributes inside {@code NHA_RES_BUCKET} not typed here
 * @param unknown attributes beside it not typed here
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 */
public record NextHopBucket(
        long groupId,
        int index,
        long nexthopId,
        Duration idleTime,
        long flags,
        UnknownAttributes unknownInBucket,
        UnknownAttributes unknown)
        implements KernelObject {

    /** @throws IllegalArgumentException for a number its field does not hold, and for an id of 0 */
    public NextHopBucket {
        NextHopObject.requireId(groupId);
        OpenNumber.check(index, 0xffff, "bucket index");
        NextHopObject.requireId(nexthopId);
        ClockTicks.check64(idleTime, "idle time");
        OpenNumber.check(flags, 0xffff_ffffL, "bucket flags");
    }

    /** In the words of {@code ip nexthop bucket}. */
    @Override
    public String toString() {
        return Iproute2NextHop.bucket(this);
    }
}
