package dev.multipath.agent.uplink;

import java.time.Duration;

/**
 * The share of an uplink with {@code weight = "adaptive"}: halved while it is congested, doubled again when it has been
 * free of congestion for a while. Pure; judged once a second.
 *
 * <p>Congested is an uplink under load whose round trip has risen to more than twice that of quiet times and 20 ms, or
 * that loses more than 5 % of its probes. Two changes are at least {@link #GAP} apart: 12 an hour at most.
 *
 * @param halvings how often the weight is halved, 0..{@value #MAX_HALVINGS}
 * @param changedAt when that last changed, monotonic nanoseconds
 * @param congestedAt when it was last congested
 * @param judgedAt when it was last judged
 * @param recent the last {@value #WINDOW} judgements as bits, 1 for congested, newest in bit 0
 * @param quietRtt round trip of quiet times, nanoseconds; 0 while unknown
 */
public record AdaptiveWeight(
        int halvings, long changedAt, long congestedAt, long judgedAt, int recent, double quietRtt) {
    public static final int MAX_HALVINGS = 3;
    static final int WINDOW = 20;

    /** So many judgements of the window lower the weight. */
    static final int ENOUGH = 15;

    /** Between two changes. */
    public static final Duration GAP = Duration.ofMinutes(5);

    /** Without any congestion, before the weight is raised again. */
    public static final Duration CALM = Duration.ofMinutes(15);

    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    /** Packets a second from which on an uplink is under load. */
    private static final double LOAD = 50;

    private static final double RISE_FACTOR = 2;
    private static final long RISE = Duration.ofMillis(20).toNanos();
    private static final int LOSS_ROUNDS = 30;
    private static final int LOSSES = 2;

    public static AdaptiveWeight starting(long now) {
        return new AdaptiveWeight(0, now - GAP.toNanos(), now, now, 0, 0);
    }

    /** Lowered as far as the weight in force shows. */
    public AdaptiveWeight lowered(int full, int inForce) {
        int steps = 0;
        while (steps < MAX_HALVINGS && full >> steps > inForce) {
            steps++;
        }
        return new AdaptiveWeight(steps, changedAt, congestedAt, judgedAt, recent, quietRtt);
    }

    /** The weight in force, at least 1. */
    public int of(int full) {
        return Math.max(1, full >> halvings);
    }

    /** Whether it was congested in most of the last judgements. */
    public boolean isCongested() {
        return Integer.bitCount(recent) >= ENOUGH;
    }

    /** Whether {@link #judged} has something to do. */
    public boolean isDue(long now) {
        return now - judgedAt >= PERIOD;
    }

    /**
     * A judgement.
     *
     * @param rate packets a second
     * @param relief whether others that are not congested can take what this one gives away
     */
    public AdaptiveWeight judged(Health health, double rate, boolean relief, long now) {
        boolean loaded = rate >= LOAD;
        long rtt = roundTrip(health);
        double quiet = rtt == 0 ? quietRtt : quietOf((double) rtt, loaded);
        boolean congested = loaded && health.carries() && (rtt > RISE_FACTOR * quiet + RISE || losses(health) > LOSSES);
        int window = (recent << 1 | (congested ? 1 : 0)) & (1 << WINDOW) - 1;
        long last = congested ? now : congestedAt;
        AdaptiveWeight next = new AdaptiveWeight(halvings, changedAt, last, now, window, quiet);
        if (now - changedAt < GAP.toNanos()) {
            return next;
        }
        if (next.isCongested() && relief && halvings < MAX_HALVINGS) {
            return new AdaptiveWeight(halvings + 1, now, last, now, 0, quiet);
        }
        boolean calm = now - Math.max(last, changedAt) >= CALM.toNanos();
        return calm && halvings > 0 ? new AdaptiveWeight(halvings - 1, now, last, now, window, quiet) : next;
    }

    /** Another path, such as after a detour, is the new normal after minutes without load, or an hour under it. */
    private double quietOf(double rtt, boolean loaded) {
        double drift = (rtt - quietRtt) / (loaded ? 4096 : 64);
        return quietRtt == 0 ? rtt : Math.min(rtt, quietRtt + drift);
    }

    private static long roundTrip(Health health) {
        long best = 0;
        for (TargetHealth target : health.targets()) {
            long rtt = target.smoothedRtt();
            best = rtt != 0 && (best == 0 || rtt < best) ? rtt : best;
        }
        return best;
    }

    private static int losses(Health health) {
        int fewest = health.targets().isEmpty() ? 0 : LOSS_ROUNDS;
        for (TargetHealth target : health.targets()) {
            fewest = Math.min(fewest, target.window().lostOfNewest(LOSS_ROUNDS));
        }
        return fewest;
    }
}
