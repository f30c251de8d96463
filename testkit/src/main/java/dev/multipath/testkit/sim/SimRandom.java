package dev.multipath.testkit.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Randomness that a seed decides. Each component of a simulation draws from a {@link #fork} of its own, so that a draw
 * more in one leaves the draws of all others as they were. Used by one thread.
 */
public final class SimRandom {
    private static final long PRIME = 0x100000001b3L;

    private final long seed;
    private final SplittableRandom random;

    public SimRandom(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Depends on this one's seed and the name alone, not on what was drawn so far. */
    public SimRandom fork(String component) {
        long hash = seed * PRIME + 0xcbf29ce484222325L;
        for (byte each : component.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * PRIME;
        }
        return new SimRandom(hash ^ (hash >>> 31));
    }

    /** 0 to {@code bound} − 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code bound} − 1. */
    public long between(long least, long bound) {
        return random.nextLong(least, bound);
    }

    /** True with this probability; nothing is drawn for 0 and 1. */
    public boolean chance(double probability) {
        return probability > 0 && (probability >= 1 || random.nextDouble() < probability);
    }

    /** Exponentially distributed, as pauses between independent events are; at most ten times the mean. */
    public long exponential(long mean) {
        double drawn = -Math.log(1 - random.nextDouble());
        return (long) (mean * Math.min(drawn, 10));
    }

    /** One of these, each as likely. */
    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
