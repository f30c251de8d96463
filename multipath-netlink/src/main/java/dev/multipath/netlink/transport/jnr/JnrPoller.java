package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.PolledSocket;
import dev.multipath.netlink.transport.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** poll(2) over an eventfd and the sockets. */
final class JnrPoller implements Poller {
    private final EventFd wake;
    private PollArray entries = new PollArray(1);
    private boolean[] ready = {};
    private int count;

    JnrPoller() throws ErrnoException {
        wake = new EventFd();
    }

    @Override
    public int await(List<? extends PolledSocket> sockets, Duration timeout) throws ErrnoException {
        int wakeNumber = wake.descriptor().enter();
        try {
            reserve(sockets.size());
            entries.set(0, wakeNumber, Linux.POLLIN);
            int entered = 0;
            try {
                Deadline deadline = Deadline.in(timeout);
                for (; entered < sockets.size(); entered++) {
                    if (!enter(sockets.get(entered), entered)) {
                        deadline = Deadline.in(Duration.ZERO);
                    }
                }
                entries.await(entered + 1, deadline);
            } finally {
                leave(sockets, entered);
            }
            if (wake.descriptor().isClosing()) {
                throw wake.descriptor().closedException();
            }
            if (entries.isReady(0)) {
                wake.drain(wakeNumber);
            }
            return countReady();
        } finally {
            wake.descriptor().exit();
        }
    }

    private void reserve(int sockets) {
        if (entries.capacity() < sockets + 1) {
            entries = new PollArray(2 * sockets + 1);
            ready = new boolean[2 * sockets];
        }
        count = sockets;
    }

    /** @return false for a closed socket, which then counts as ready */
    private boolean enter(PolledSocket socket, int position) {
        JnrPolled known = jnr(socket);
        int number = known.descriptor().tryEnter();
        entries.set(position + 1, number, known.events());
        ready[position] = number < 0;
        return number >= 0;
    }

    private void leave(List<? extends PolledSocket> sockets, int entered) {
        for (int position = 0; position < entered; position++) {
            if (!ready[position]) {
                jnr(sockets.get(position)).descriptor().exit();
            }
        }
    }

    private int countReady() {
        int number = 0;
        for (int position = 0; position < count; position++) {
            ready[position] |= entries.isReady(position + 1);
            number += ready[position] ? 1 : 0;
        }
        return number;
    }

    private static JnrPolled jnr(PolledSocket socket) {
        if (socket instanceof JnrPolled known) {
            return known;
        }
        throw new IllegalArgumentException("not a socket of this system: " + socket);
    }

    @Override
    public boolean isReady(int position) {
        return ready[Objects.checkIndex(position, count)];
    }

    @Override
    public void wakeUp() {
        wake.signal();
    }

    @Override
    public void close() {
        wake.close();
    }
}
