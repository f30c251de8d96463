package dev.multipath.netlink;

import java.lang.management.ManagementFactory;

/** What the calling thread has cost so far, in this process and in the kernel: what docs/netlink.md tells. */
final class ProcessorTime {
    private long last = now();

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Milliseconds since this was made or asked last. */
    long millis() {
        long before = last;
        last = now();
        return (last - before) / 1_000_000;
    }
}
