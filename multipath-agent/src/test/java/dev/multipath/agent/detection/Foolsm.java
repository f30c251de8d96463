package dev.multipath.agent.detection;

/**
 * foolsm (formerly lsm) with its defaults: a ping every second; the line is down once seven in a row, or 15 of the last
 * 100, are missing, and up again once no more than five of 100 are and the last ten were answered within a second.
 *
 * <p>One loop sends and then decides. It wakes every 10 ms and sends when a second has passed, so that a round lasts some
 * 5 ms more. The newest packet does not count: it has only just been sent. One that still waits counts among those
 * missing in a row, but among the 100 only after its second.
 *
 * @see <a href="https://github.com/lstein/Net-ISP-Balance/blob/b3ad3ca0f4d8b1c9121dab89d9c5aa0a87b1625b/lsm/foolsm.c">foolsm.c</a>:
 *     {@code update_stats}, {@code decide}; {@code config.c} for the defaults
 */
final class Foolsm implements Watcher {
    private static final int FOLLOWED = 100;
    private static final int MAX_LOST = 15;
    private static final int MAX_LOST_IN_ROW = 7;
    private static final int MIN_LOST = 5;
    private static final int MIN_RECEIVED_IN_ROW = 10;
    private static final long TIMEOUT = Path.SECOND;
    private static final long ROUND = Path.SECOND + 5 * Path.MILLI;

    private final long[] sentAt = new long[FOLLOWED];
    private final boolean[] replied = new boolean[FOLLOWED];
    private final boolean[] timedOut = new boolean[FOLLOWED];
    private long sequence;
    private long next;
    private boolean up = true;

    Foolsm(long start) {
        next = start;
    }

    @Override
    public long nextWake() {
        return next;
    }

    @Override
    public void wake(long now, Wire wire) {
        int slot = (int) (sequence % FOLLOWED);
        sentAt[slot] = now;
        replied[slot] = false;
        timedOut[slot] = false;
        wire.echo(sequence++);
        next = now + ROUND;
        decide(now);
    }

    @Override
    public void answered(long probe, long sent, long now, Wire wire) {
        if (sequence - probe <= FOLLOWED) {
            replied[(int) (probe % FOLLOWED)] = true;
        }
    }

    private void decide(long now) {
        int missing = inRow(true);
        int received = inRow(false);
        int lost = 0;
        for (int slot = 0; slot < Math.min(sequence, FOLLOWED); slot++) {
            timedOut[slot] |= !replied[slot] && now - sentAt[slot] > TIMEOUT;
            lost += timedOut[slot] ? 1 : 0;
        }
        if (up && (lost >= MAX_LOST || missing >= MAX_LOST_IN_ROW)) {
            up = false;
        }
        if (!up && lost <= MIN_LOST && received >= MIN_RECEIVED_IN_ROW) {
            up = true;
        }
    }

    /** How many are missing, or else were received in time, one after the other before the newest. */
    private int inRow(boolean missing) {
        int count = 0;
        for (long number = sequence - 2; number >= 0 && number > sequence - 2 - FOLLOWED; number--) {
            int slot = (int) (number % FOLLOWED);
            boolean good = replied[slot] && !timedOut[slot];
            boolean bad = !replied[slot] || timedOut[slot];
            if (missing ? !bad : !good) {
                return count;
            }
            count++;
        }
        return count;
    }

    @Override
    public boolean inUse() {
        return up;
    }
}
