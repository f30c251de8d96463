package dev.multipath.netlink.model;

import java.time.Duration;

/** Range check of times that the kernel counts in hundredths of a second ({@code clock_t}). */
final class ClockTicks {
    private static final int PER_SECOND = 100;
    private static final int NANOS = 1_000_000_000 / PER_SECOND;

    private ClockTicks() {}

    /** Whole ticks that fit 32 bits: up to 497 days. */
    static void check32(Duration time, String what) {
        check(time, what, 0xffff_ffffL);
    }

    /** Whole ticks that fit 64 bits, unsigned. */
    static void check64(Duration time, String what) {
        check(time, what, -1);
    }

    private static void check(Duration time, String what, long max) {
        long seconds = Long.divideUnsigned(max, PER_SECOND);
        long rest = Long.remainderUnsigned(max, PER_SECOND);
        boolean beyond =
                time.toSeconds() > seconds || (time.toSeconds() == seconds && time.toNanosPart() / NANOS > rest);
        if (time.isNegative() || time.toNanosPart() % NANOS != 0 || beyond) {
            String ticks = Long.toUnsignedString(max);
            throw new IllegalArgumentException(what + " " + time + " is not 0.." + ticks + " times 10 ms");
        }
    }
}
