package dev.multipath.netlink.model;

/**
 * How far a destination or address reaches: {@code rtm_scope}, {@code ifa_scope}. One byte, open-ended; larger is
 * nearer.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>, linux/rtnetlink.h RT_SCOPE_*
 */
public record Scope(int value) {
    /** Anywhere. */
    public static final Scope GLOBAL = new Scope(0);
    /** This site (IPv6, no longer in use). */
    public static final Scope SITE = new Scope(200);
    /** The link it is on. */
    public static final Scope LINK = new Scope(253);
    /** This machine. */
    public static final Scope HOST = new Scope(254);
    /** Does not exist; any, in requests to delete. */
    public static final Scope NOWHERE = new Scope(255);

    /** @throws IllegalArgumentException outside 0..255 */
    public Scope {
        OpenNumber.check(value, 0xff, "scope");
    }

    /** The scope of this number. */
    public static Scope of(int value) {
        return switch (value) {
            case 0 -> GLOBAL;
            case 253 -> LINK;
            case 254 -> HOST;
            default -> new Scope(value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scope that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "global";
            case 200 -> "site";
            case 253 -> "link";
            case 254 -> "host";
            case 255 -> "nowhere";
            default -> Integer.toString(value);
        };
    }
}
