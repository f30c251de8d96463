package dev.multipath.agent.uplink;

/**
 * What the packet counters of an uplink's device say of its health: one that was receiving and receives nothing any more
 * while it goes on sending is suspect. Never more than a suspicion: fast probes decide.
 *
 * <p>It has to have received steadily until then, so that what is missing can be counted: {@value #MISSED} packets at the
 * rate so far. And either it sends on at a quarter of its own rate at least; or, as TCP does whose acknowledgements stay
 * away, it sends a little, and for {@value #LONG_MILLIS} ms not one packet has come. Pure; looks are 50 to 100 ms apart.
 *
 * @param at when the device was last looked at, monotonic nanoseconds
 * @param received packets it had received by then
 * @param sent packets it had sent by then
 * @param receiveRate packets a second, smoothed over some ten looks; as it was before the present silence
 * @param rateBefore what {@code receiveRate} was before the last look: it may have died in that one
 * @param sendRate packets a second, likewise
 * @param steady looks in a row in which it received at least a quarter of its rate; after many such, one with less may
 *     be that in which it died
 * @param silentSince when the present silence began; meaningful while {@code silent}
 * @param silent whether it receives next to nothing of what it used to
 * @param silentReceived packets received in that silence
 * @param silentSent packets sent in that silence
 * @param told whether this silence was already called suspicious
 * @param toldAt when one last was
 * @param pause how long nothing is called suspicious after that, nanoseconds: doubled each time it was wrong
 */
public record PassiveEvidence(
        long at,
        long received,
        long sent,
        double receiveRate,
        double rateBefore,
        double sendRate,
        int steady,
        boolean silent,
        long silentSince,
        long silentReceived,
        long silentSent,
        boolean told,
        long toldAt,
        long pause) {
    static final int MISSED = 10;
    static final int LONG_MILLIS = 300;
    static final int CLOSE_MILLIS = 200;
    private static final long MILLI = 1_000_000;
    private static final double SECOND = 1e9;

    /** A look further apart than this from the one before says nothing of the time between. */
    private static final long GAP = 500 * MILLI;

    /** Looks before the one in which it may have died. */
    private static final int STEADY = 4;

    private static final double SMOOTHING = 0.2;

    /** Noise of the link, such as other hosts' broadcasts: up to this share of the rate counts as nothing. */
    private static final double NOTHING = 0.05;

    private static final long FIRST_PAUSE = 2_000 * MILLI;
    private static final long LAST_PAUSE = 60_000 * MILLI;

    /** After so long without a wrong suspicion the next one is the first again. */
    private static final long FORGET = 300_000 * MILLI;

    /** Before the first look. */
    public static final PassiveEvidence NONE = new PassiveEvidence(0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, false, 0, 0);

    /**
     * A look at the counters.
     *
     * @param receivedNow packets received since the device was made
     * @param sentNow packets sent since the device was made
     * @param now monotonic nanoseconds
     */
    public PassiveEvidence seen(long receivedNow, long sentNow, long now) {
        long in = receivedNow - received;
        long out = sentNow - sent;
        long time = now - at;
        if (time <= 0 || time > GAP || in < 0 || out < 0) {
            return restarted(receivedNow, sentNow, now);
        }
        double expected = receiveRate * time / SECOND;
        boolean nothing = in <= NOTHING * expected && (silent || steady >= STEADY);
        if (!nothing) {
            boolean goesOn = !silent && in >= Math.max(1, expected / 4);
            return new PassiveEvidence(
                    now,
                    receivedNow,
                    sentNow,
                    smoothed(receiveRate, in, time),
                    receiveRate,
                    smoothed(sendRate, out, time),
                    goesOn ? steady + 1 : steady > STEADY ? STEADY : 0,
                    false,
                    0,
                    0,
                    0,
                    false,
                    toldAt,
                    pause);
        }
        PassiveEvidence next = new PassiveEvidence(
                now,
                receivedNow,
                sentNow,
                silent ? receiveRate : Math.max(receiveRate, rateBefore),
                rateBefore,
                sendRate,
                0,
                true,
                silent ? silentSince : at,
                silentReceived + in,
                silentSent + out,
                told,
                toldAt,
                pause);
        return next.isTelling() ? next.tell() : next;
    }

    /** Whether this very look makes the uplink suspect. */
    public boolean isSuspicious() {
        return told && toldAt == at;
    }

    /** Whether it receives so much that a silence of {@value #CLOSE_MILLIS} ms could be told from chance. */
    public boolean deservesCloseLooks() {
        return missed(CLOSE_MILLIS * MILLI) >= MISSED;
    }

    /** Packets a second, both ways together. */
    public double rate() {
        return receiveRate + sendRate;
    }

    /** The uplink is dead indeed: no suspicion was wrong. */
    public PassiveEvidence confirmed() {
        return new PassiveEvidence(at, received, sent, 0, 0, 0, 0, false, 0, 0, 0, false, 0, 0);
    }

    private boolean isTelling() {
        double time = at - silentSince;
        boolean enough = missed(time) >= MISSED;
        boolean sendsOn = silentSent >= Math.max(3, sendRate * time / SECOND / 4);
        boolean waitsInVain = time >= LONG_MILLIS * MILLI && silentReceived == 0 && silentSent >= 2;
        return !told && enough && (sendsOn || waitsInVain) && (pause == 0 || at - toldAt >= pause);
    }

    private PassiveEvidence tell() {
        boolean first = pause == 0 || at - toldAt >= FORGET;
        long next = first ? FIRST_PAUSE : Math.min(LAST_PAUSE, 2 * pause);
        return new PassiveEvidence(
                at,
                received,
                sent,
                receiveRate,
                rateBefore,
                sendRate,
                steady,
                silent,
                silentSince,
                silentReceived,
                silentSent,
                true,
                at,
                next);
    }

    private PassiveEvidence restarted(long receivedNow, long sentNow, long now) {
        return new PassiveEvidence(now, receivedNow, sentNow, 0, 0, 0, 0, false, 0, 0, 0, false, toldAt, pause);
    }

    /** Packets it would have received in so many nanoseconds, to the nearest. */
    private long missed(double nanos) {
        return Math.round(receiveRate * nanos / SECOND);
    }

    private static double smoothed(double rate, long packets, long time) {
        return rate + SMOOTHING * (packets * SECOND / time - rate);
    }
}
