package dev.multipath.agent.config;

/**
 * The bits of packet and connection marks that are the agent's: a row of ones. What is written there is a number; 0 is no
 * mark at all.
 *
 * @param bits unsigned, 32 of them
 */
public record MarkMask(long bits) {
    private static final long ALL = 0xffff_ffffL;

    /** @throws IllegalArgumentException for bits that are none, too many, or not side by side */
    public MarkMask {
        if (!isMask(bits)) {
            throw new IllegalArgumentException("mark mask 0x" + Long.toHexString(bits));
        }
    }

    /** Whether these are bits side by side within 32. */
    static boolean isMask(long bits) {
        long shifted = bits > 0 ? bits >>> Long.numberOfTrailingZeros(bits) : 0;
        return bits > 0 && bits <= ALL && (shifted & (shifted + 1)) == 0;
    }

    /** The largest number that fits. */
    public int largest() {
        return (int) Math.min(Integer.MAX_VALUE, bits >>> Long.numberOfTrailingZeros(bits));
    }

    /** A number as it stands in a mark. */
    public long mark(int number) {
        if (number < 1 || number > largest()) {
            throw new IllegalArgumentException("mark " + number + " of 1 to " + largest());
        }
        return (long) number << Long.numberOfTrailingZeros(bits);
    }

    /** The bits that are others'. */
    public long others() {
        return ~bits & ALL;
    }

    public boolean overlaps(long otherMask) {
        return (bits & otherMask) != 0;
    }

    @Override
    public String toString() {
        return hex(bits);
    }

    /** As {@code ip rule} and {@code nft} write marks. */
    public static String hex(long mark) {
        return "0x" + Long.toHexString(mark);
    }
}
