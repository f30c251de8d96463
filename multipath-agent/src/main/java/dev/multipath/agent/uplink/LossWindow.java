package dev.multipath.agent.uplink;

/**
 * The fate of the last probes to one target, as bits: 1 is a lost one.
 *
 * @param recent the last 64, newest in bit 0
 * @param older up to 56 before those
 * @param size how many are known, 0..{@value #CAPACITY}
 */
public record LossWindow(long recent, long older, int size) {
    /** The largest number of rounds looked back on. */
    public static final int CAPACITY = 120;

    public static final LossWindow EMPTY = new LossWindow(0, 0, 0);

    private static final long OLDER_MASK = (1L << (CAPACITY - 64)) - 1;

    public LossWindow push(boolean lost) {
        long carry = recent >>> 63;
        return new LossWindow(
                (recent << 1) | (lost ? 1 : 0), ((older << 1) | carry) & OLDER_MASK, Math.min(size + 1, CAPACITY));
    }

    /** The newest loss turned out to be a late answer. */
    public LossWindow forgiveNewest() {
        if (recent != 0) {
            return new LossWindow(recent & (recent - 1), older, size);
        }
        return new LossWindow(recent, older & (older - 1), size);
    }

    public int lost() {
        return Long.bitCount(recent) + Long.bitCount(older);
    }

    /**
     * How many of the newest were lost.
     *
     * @param count 1 to 64
     */
    int lostOfNewest(int count) {
        return Long.bitCount(recent & (-1L >>> (64 - count)));
    }

    /** 0..1; 0 while nothing is known. */
    public double ratio() {
        return size == 0 ? 0 : (double) lost() / size;
    }

    /**
     * Whether the loss is above a threshold beyond chance: by one standard deviation of what the threshold itself would
     * give, over at least {@code minimum} probes.
     */
    public boolean surelyAbove(double threshold, int minimum) {
        return size >= minimum && ratio() >= threshold + deviation(threshold);
    }

    /** Whether the loss is below a threshold beyond chance, likewise; no loss at all is below any. */
    public boolean surelyBelow(double threshold, int minimum) {
        return size >= minimum && (lost() == 0 || ratio() <= threshold - deviation(threshold));
    }

    private double deviation(double share) {
        return Math.sqrt(share * (1 - share) / size);
    }
}
