package dev.multipath.netlink;

import dev.multipath.netlink.transport.jnr.Descriptors;
import java.io.IOException;

/** Opens handles in a process without memory for their buffers, and prints how many descriptors that left open. */
final class ShortOfMemory {
    private ShortOfMemory() {}

    public static void main(String[] none) throws IOException {
        // The first time the JDK opens, and keeps, a socket of its own.
        fails();
        long before = Descriptors.countSocketsAndEvents();
        int failures = 0;
        for (int i = 0; i < 3; i++) {
            failures += fails() ? 1 : 0;
        }
        long left = Descriptors.countSocketsAndEvents() - before;
        System.out.println(failures + " failed, " + left + " descriptors left open");
    }

    private static boolean fails() {
        try {
            RtNetlink.open().close();
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        }
    }
}
