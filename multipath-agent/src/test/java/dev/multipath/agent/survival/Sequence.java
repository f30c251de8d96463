package dev.multipath.agent.survival;

/**
 * Numbers as they arrive, and how far out of order: a packet is reordered when a later-numbered one came before it
 * (RFC 4737, section 3.3); its extent is how many packets before it the first of those came (section 4.2.1). One thread
 * at a time.
 */
final class Sequence {
    /** Of the last arrivals, so many are remembered for the extent. */
    private static final int REMEMBERED = 1 << 14;

    private final long[] last = new long[REMEMBERED];
    private long highest = -1;
    private int arrived;
    private int reordered;
    private int extent;

    void arrives(long number) {
        last[arrived % REMEMBERED] = number;
        arrived++;
        if (number > highest) {
            highest = number;
            return;
        }
        reordered++;
        int back = 0;
        for (int i = 1; i < Math.min(arrived, REMEMBERED); i++) {
            if (last[(arrived - 1 - i) % REMEMBERED] > number) {
                back = i;
            }
            if (i - back > 64) {
                break;
            }
        }
        extent = Math.max(extent, back);
    }

    int arrived() {
        return arrived;
    }

    int reordered() {
        return reordered;
    }

    /** The largest extent seen. */
    int extent() {
        return extent;
    }

    @Override
    public String toString() {
        return reordered + " of " + arrived + " reordered, by " + extent + " at most";
    }
}
