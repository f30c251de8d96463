package dev.multipath.netlink.codec;

import java.time.Duration;

/** Times in hundredths of a second ({@code clock_t}, USER_HZ), unsigned. */
final class ClockTime {
    private static final int PER_SECOND = 100;
    private static final int NANOS = 1_000_000_000 / PER_SECOND;

    private ClockTime() {}

    static Duration of(long ticks) {
        long seconds = Long.divideUnsigned(ticks, PER_SECOND);
        return Duration.ofSeconds(seconds, Long.remainderUnsigned(ticks, PER_SECOND) * NANOS);
    }

    static long ticks(Duration time) {
        return time.toSeconds() * PER_SECOND + time.toNanosPart() / NANOS;
    }
}
