package dev.multipath.netlink.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The bucket table of a resilient nexthop group: {@code NHA_RES_GROUP}. What is absent in a request keeps its value, or
 * gets the kernel's default when the group is new; the kernel reports all of it.
 *
 * <p>Times are whole hundredths of a second, as the kernel's interface has them; it counts in jiffies and may report a
 * hundredth less than was set. A timer is 0 or at most some 49 days: a kernel of 1,000 jiffies a second lets longer ones
 * wrap without a word.
 *
 * @param buckets how many there are, 0..65535; needed for a new group, unchangeable afterwards
 * @param idleTimer how long a bucket must be without traffic before it may move to another member; 120 s by default
 * @param unbalancedTimer after how long out of balance buckets are moved although they have traffic; 0, the default:
 *     never
 * @param unbalancedTime for how long the table has been out of balance; reported only
 * @param unknown attributes of the table not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 */
public record NextHopResilience(
        OptionalInt buckets,
        Optional<Duration> idleTimer,
        Optional<Duration> unbalancedTimer,
        Optional<Duration> unbalancedTime,
        UnknownAttributes unknown) {

    /** Nothing said: in a replacement, everything stays as it is. */
    public static final NextHopResilience UNCHANGED = new NextHopResilience(
            OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), UnknownAttributes.NONE);

    /** @throws IllegalArgumentException for a number or time its field does not hold */
    public NextHopResilience {
        OpenNumber.check(buckets.orElse(0), 0xffff, "buckets");
        if (idleTimer.isPresent()) {
            ClockTicks.check32(idleTimer.get(), "idle timer");
        }
        if (unbalancedTimer.isPresent()) {
            ClockTicks.check32(unbalancedTimer.get(), "unbalanced timer");
        }
        if (unbalancedTime.isPresent()) {
            ClockTicks.check64(unbalancedTime.get(), "unbalanced time");
        }
    }

    /** A table of so many buckets with the kernel's default timers. */
    public static NextHopResilience buckets(int count) {
        return new NextHopResilience(
                OptionalInt.of(count), Optional.empty(), Optional.empty(), Optional.empty(), UnknownAttributes.NONE);
    }

    /** The same with another idle timer. */
    public NextHopResilience idleTimer(Duration time) {
        return new NextHopResilience(buckets, Optional.of(time), unbalancedTimer, unbalancedTime, unknown);
    }

    /** The same with another unbalanced timer; 0 for never. */
    public NextHopResilience unbalancedTimer(Duration time) {
        return new NextHopResilience(buckets, idleTimer, Optional.of(time), unbalancedTime, unknown);
    }

    /** The same without what only the kernel says. */
    public NextHopResilience configured() {
        return new NextHopResilience(buckets, idleTimer, unbalancedTimer, Optional.empty(), unknown);
    }
}
