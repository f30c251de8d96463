package dev.multipath.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the calling thread has cost so far, in this process and in the kernel: what docs/netlink.md tells. */
final class ProcessorTime {
    private long last = now();

    /** Nanoseconds, the first number of the file. */
    private static long now() {
        try {
            return Long.parseLong(
                    Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds since this was made or asked last. */
    long millis() {
        long before = last;
        last = now();
        return (last - before) / 1_000_000;
    }
}
