package dev.multipath.netlink;

/** A monotonic clock; the system's, or a test's. */
interface Ticker {
    /** {@link System#nanoTime()}. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    long nanos();
}
