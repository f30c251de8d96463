package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;

/** An eventfd(2): becomes readable when signalled, so that a poll(2) on it and something else ends. */
final class EventFd implements AutoCloseable {
    private final Descriptor descriptor;
    private final NativeMemory one = new NativeMemory(8);
    private final NativeMemory drained = new NativeMemory(8);

    EventFd() throws ErrnoException {
        one.host().putLong(0, 1);
        int number = Native.LIBC.eventfd(0, Linux.EFD_CLOEXEC | Linux.EFD_NONBLOCK);
        if (number < 0) {
            throw Native.failed("eventfd");
        }
        descriptor = new Descriptor(number, "eventfd");
    }

    Descriptor descriptor() {
        return descriptor;
    }

    /** Makes it readable; nothing after {@link #close()}. */
    void signal() {
        int number = descriptor.tryEnter();
        if (number >= 0) {
            write(number);
            descriptor.exit();
        }
    }

    /** Takes all signals so far; only for the one thread that waits, with the number it entered with. */
    void drain(int number) {
        long got;
        do {
            got = Native.LIBC.read(number, drained.at(0), 8);
        } while (got < 0 && Native.errno() == Linux.EINTR);
    }

    /** Makes it readable once more for a wait in progress, then closes it at that one's end. */
    @Override
    public void close() {
        int number = descriptor.tryEnter();
        if (number >= 0) {
            descriptor.close();
            write(number);
            descriptor.exit();
        }
    }

    private void write(int number) {
        long written;
        do {
            written = Native.LIBC.write(number, one.at(0), 8);
        } while (written < 0 && Native.errno() == Linux.EINTR);
    }
}
