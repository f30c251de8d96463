package dev.multipath.netlink.model.nftables;

/** Range checks and number names shared by the records here. */
final class Bounds {
    static final long U32 = 0xffff_ffffL;

    private Bounds() {}

    static void u8(long value, String what) {
        check(value, 0xff, what);
    }

    static void u16(long value, String what) {
        check(value, 0xffff, what);
    }

    static void u32(long value, String what) {
        check(value, U32, what);
    }

    private static void check(long value, long max, String what) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is outside 0.." + max);
        }
    }

    /** The name at this place; the number itself behind the last, and where the name is empty. */
    static String name(long value, String... names) {
        boolean named = value >= 0 && value < names.length && !names[(int) value].isEmpty();
        return named ? names[(int) value] : Long.toString(value);
    }
}
