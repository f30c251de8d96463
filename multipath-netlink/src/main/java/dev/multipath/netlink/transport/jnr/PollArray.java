package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;

/** An array of {@code struct pollfd}, and the wait on it. */
final class PollArray {
    /** {@code int fd; short events; short revents}. */
    private static final int ENTRY = 8;

    private final NativeMemory memory;

    PollArray(int entries) {
        memory = new NativeMemory(entries * ENTRY);
    }

    int capacity() {
        return memory.size() / ENTRY;
    }

    /**
     * Waits for this of a descriptor; a negative one is skipped.
     *
     * @param events {@link Linux#POLLIN} or {@link Linux#POLLOUT}
     */
    void set(int entry, int descriptor, short events) {
        memory.host().putInt(entry * ENTRY, descriptor);
        memory.host().putShort(entry * ENTRY + 4, events);
        memory.host().putShort(entry * ENTRY + 6, (short) 0);
    }

    /** As wanted, or with an error to be read. */
    boolean isReady(int entry) {
        return memory.host().getShort(entry * ENTRY + 6) != 0;
    }

    /**
     * Waits until one of the first {@code count} entries is ready or the deadline is over.
     *
     * @param deadline in {@link System#nanoTime()}, or {@link Deadline#NEVER}
     * @return how many are ready
     */
    int await(int count, Deadline deadline) throws ErrnoException {
        while (true) {
            int ready = Native.LIBC.poll(memory.at(0), count, deadline.milliseconds());
            if (ready >= 0) {
                return ready;
            }
            if (Native.errno() != Linux.EINTR) {
                throw Native.failed("poll");
            }
        }
    }
}
