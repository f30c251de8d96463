package dev.multipath.agent.detection;

import java.util.Arrays;

/**
 * dpinger as pfSense runs it: {@code -s 500 -l 2000 -t 60000 -A 1000 -D 500 -L 20}. A ping every 500 ms, averages over
 * the last 60 s looked at every second; one is lost that has not been answered for 2 s. Above 20 % loss or 500 ms of
 * average latency it raises the alarm, on which pfSense takes the gateway for down; after ten looks without it clears.
 *
 * @see <a href="https://github.com/dennypage/dpinger/blob/00229f717db1212cdfa0cb0644d206e897ac6f4d/dpinger.c">dpinger.c</a>:
 *     {@code report}, {@code alert_thread}
 * @see <a href="https://github.com/pfsense/pfsense/blob/0230d170c1e79c66b800c5979f6d0a545726b114/src/etc/inc/gwlb.inc">gwlb.inc</a>:
 *     {@code return_dpinger_defaults}, {@code get_dpinger_status}
 */
final class Dpinger implements Watcher {
    private static final long SEND = 500 * Path.MILLI;
    private static final long LOOK = Path.SECOND;
    private static final long LOST_AFTER = 2 * Path.SECOND;
    private static final int SLOTS = 120;
    private static final int MAX_LOSS_PERCENT = 20;
    private static final long MAX_LATENCY = 500 * Path.MILLI;
    private static final int DECAY = 10;
    private static final long UNANSWERED = -1;

    private final long[] sentAt = new long[SLOTS];
    private final long[] latency = new long[SLOTS];
    private long sequence;
    private long nextSend;
    private long nextLook;
    private int lossDecay;
    private int latencyDecay;

    Dpinger(long start) {
        nextSend = start + SEND;
        nextLook = start + LOOK;
        Arrays.fill(latency, UNANSWERED);
    }

    @Override
    public long nextWake() {
        return Math.min(nextSend, nextLook);
    }

    @Override
    public void wake(long now, Wire wire) {
        if (now >= nextLook) {
            nextLook = now + LOOK;
            look(now);
        }
        if (now >= nextSend) {
            nextSend = now + SEND;
            int slot = (int) (sequence % SLOTS);
            sentAt[slot] = now;
            latency[slot] = UNANSWERED;
            wire.echo(sequence++);
        }
    }

    @Override
    public void answered(long probe, long sent, long now, Wire wire) {
        if (sequence - probe <= SLOTS) {
            latency[(int) (probe % SLOTS)] = now - sent;
        }
    }

    private void look(long now) {
        int received = 0;
        int lost = 0;
        long sum = 0;
        for (int slot = 0; slot < Math.min(sequence, SLOTS); slot++) {
            if (latency[slot] != UNANSWERED) {
                received++;
                sum += latency[slot];
            } else if (now - sentAt[slot] > LOST_AFTER) {
                lost++;
            }
        }
        long average = received == 0 ? 0 : sum / received;
        int percent = lost == 0 ? 0 : lost * 100 / (received + lost);
        latencyDecay = average > MAX_LATENCY ? DECAY : Math.max(0, latencyDecay - 1);
        lossDecay = percent > MAX_LOSS_PERCENT ? DECAY : Math.max(0, lossDecay - 1);
    }

    @Override
    public boolean inUse() {
        return lossDecay == 0 && latencyDecay == 0;
    }
}
