package dev.multipath.agent.detection;

/**
 * Chance without a state: the same question gets the same answer, in whatever order and by whomever it is asked, so that
 * every watcher of a line meets the same line. The mixing function is that of {@code java.util.SplittableRandom}.
 *
 * @param seed decides all answers
 */
record Dice(long seed) {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    /** Independent of this one. */
    Dice fork(long component) {
        return new Dice(mix(seed ^ mix(component + GOLDEN)));
    }

    /** 0 up to, and without, 1. */
    double uniform(long first, long second) {
        return (mix(mix(seed + GOLDEN * (first + 1)) ^ second * GOLDEN) >>> 11) * UNIT;
    }

    /** Exponentially distributed with this mean, as pauses between independent events are. */
    long exponential(long mean, long index) {
        return (long) (mean * -Math.log(1 - uniform(index, 0)));
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
