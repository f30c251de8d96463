package dev.multipath.netlink.model;

/** Range check shared by the open value records: a number the kernel may extend, bounded only by its field's width. */
public final class OpenNumber {
    private OpenNumber() {}

    /**
     * Insists on a range.
     *
     * @throws IllegalArgumentException outside 0..max
     */
    public static void check(long value, long max, String what) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is outside 0.." + max);
        }
    }
}
