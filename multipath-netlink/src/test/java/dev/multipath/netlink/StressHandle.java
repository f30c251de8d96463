package dev.multipath.netlink;

import dev.multipath.netlink.transport.NetNs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A handle that several threads use and others close: who finds it closed opens the next. */
final class StressHandle implements AutoCloseable {
    /** The deadline is not what is tested, and the machine may be busy. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final NetNs namespace;
    private final AtomicReference<RtNetlink> current;

    StressHandle(NetNs namespace) {
        this.namespace = namespace;
        this.current = new AtomicReference<>(open());
    }

    RtNetlink get() {
        return current.get();
    }

    /** Puts a new one in the place of this one, unless another thread has. */
    void reopen(RtNetlink closed) {
        RtNetlink next = open();
        if (!current.compareAndSet(closed, next)) {
            next.close();
        }
        closed.close();
    }

    @Override
    public void close() {
        current.get().close();
    }

    private RtNetlink open() {
        return RtNetlink.open(namespace).withTimeout(LONG);
    }
}
