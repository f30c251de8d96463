package dev.multipath.netlink.model;

import java.util.OptionalInt;

/**
 * How a bridge entry's activity is watched: {@code NDA_FDB_EXT_ATTRS}.
 *
 * @param notification {@code NFEA_ACTIVITY_NOTIFY}: see the constants here
 * @param dontRefresh {@code NFEA_DONT_REFRESH}: a replace does not renew its age; in a request only
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>, linux/neighbour.h
 */
public record FdbActivity(OptionalInt notification, boolean dontRefresh, UnknownAttributes unknown) {
    /** {@code FDB_NOTIFY_BIT}: tell when it becomes active or expires. */
    public static final int NOTIFY = 0x01;
    /** {@code FDB_NOTIFY_INACTIVE_BIT}: it is inactive now, and has been told of. */
    public static final int INACTIVE = 0x02;

    /** @throws IllegalArgumentException for bits wider than 8 */
    public FdbActivity {
        OpenNumber.check(notification.orElse(0), 0xff, "activity bits");
    }

    /** {@code activity_notify}, {@code inactive}. */
    public static FdbActivity of(int notify) {
        return new FdbActivity(OptionalInt.of(notify), false, UnknownAttributes.NONE);
    }
}
