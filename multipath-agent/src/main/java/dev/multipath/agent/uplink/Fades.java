package dev.multipath.agent.uplink;

import java.time.Duration;

/**
 * Whether a family of an uplink is known to fall silent and to come back by itself, as radio does in a fade: then silence
 * under traffic is no ground for haste. Pure.
 *
 * <p>It is once it lost {@value #LOST} rounds or more in a row while its device received nothing, and answered again
 * within {@link #SHORT} of that silence, and for {@link #MEMORY} after the last time.
 *
 * @param silent whether its device received nothing, and no round was answered since
 * @param silentAt when that was told, monotonic nanoseconds; meaningful while {@code silent}
 * @param known whether it ever outlived such a silence
 * @param outlivedAt when it last did; meaningful while {@code known}
 */
public record Fades(boolean silent, long silentAt, boolean known, long outlivedAt) {
    public static final Fades NONE = new Fades(false, 0, false, 0);

    /** Fewer say nothing of the line: traffic may end, and a packet or two be late. */
    static final int LOST = 3;

    /** One that was dead for longer was well left. */
    static final long SHORT = Duration.ofSeconds(10).toNanos();

    /** Long enough for what comes once a day. */
    static final long MEMORY = Duration.ofHours(24).toNanos();

    /** Traffic tells that the device receives nothing any more. */
    Fades silent(long now) {
        return new Fades(true, now, known, outlivedAt);
    }

    /** A round was answered, after so many lost in a row. */
    Fades answered(int lost, long now) {
        if (!silent) {
            return this;
        }
        boolean outlived = lost >= LOST && now - silentAt <= SHORT;
        return new Fades(false, 0, known || outlived, outlived ? now : outlivedAt);
    }

    /** It went down for another reason. */
    Fades interrupted() {
        return silent ? new Fades(false, 0, known, outlivedAt) : this;
    }

    /** Whether silence is no ground for haste as of now. */
    boolean excuseSilence(long now) {
        return known && now - outlivedAt < MEMORY;
    }
}
