package dev.multipath.testkit.sim;

/**
 * One fault of a schedule: it begins, lasts and ends.
 *
 * @param kind of fault, usually a constant of an enum
 * @param subject whom it befalls; empty for all
 * @param start nanoseconds since the start of the simulation
 * @param length nanoseconds; 0 for what happens in a moment
 */
public record Episode<K>(K kind, String subject, long start, long length) {
    public Episode {
        if (start < 0 || length < 0) {
            throw new IllegalArgumentException("from " + start + " for " + length);
        }
    }

    public long end() {
        return start + length;
    }

    /** Whether there is a moment at which both are there. */
    public boolean overlaps(Episode<K> other) {
        return start <= other.end() && other.start <= end();
    }
}
