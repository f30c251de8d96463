package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.SocketClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that is closed exactly once and never under a call in progress, so that its number cannot mean
 * another file there.
 *
 * <p>Every use is enclosed in {@link #enter()} and {@link #exit()}; who leaves last after {@link #close()} closes.
 */
public final class Descriptor implements AutoCloseable {
    /** Set once closing is asked for; the bits below count the threads inside. */
    private static final int CLOSING = 1 << 30;

    private final int number;
    private final String what;
    private final AtomicInteger state = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param number an open descriptor, from now on this object's
     * @param what names it in messages
     */
    Descriptor(int number, String what) {
        this.number = number;
        this.what = what;
    }

    /** The number, for handing on; it may be closed at any moment unless the caller is inside. */
    public int number() {
        if ((state.get() & CLOSING) != 0) {
            throw new SocketClosedException(what);
        }
        return number;
    }

    /**
     * Begins a use; {@link #exit()} must follow.
     *
     * @return the number, valid until then
     * @throws SocketClosedException once closing was asked for
     */
    int enter() {
        int entered = tryEnter();
        if (entered < 0) {
            throw new SocketClosedException(what);
        }
        return entered;
    }

    /**
     * Begins a use unless closing was asked for.
     *
     * @return the number, or −1: then nothing was begun
     */
    int tryEnter() {
        int before;
        do {
            before = state.get();
            if ((before & CLOSING) != 0) {
                return -1;
            }
        } while (!state.compareAndSet(before, before + 1));
        return number;
    }

    /** Ends a use. */
    void exit() {
        if (state.decrementAndGet() == CLOSING) {
            closeNow();
        }
    }

    /** Whether closing was asked for. */
    boolean isClosing() {
        return (state.get() & CLOSING) != 0;
    }

    /** {@link SocketClosedException} for a call that found itself interrupted by {@link #close()}. */
    SocketClosedException closedException() {
        return new SocketClosedException(what);
    }

    /** Asks for closing: at once when nobody is inside, else when the last one leaves. */
    @Override
    public void close() {
        int before;
        do {
            before = state.get();
            if ((before & CLOSING) != 0) {
                return;
            }
        } while (!state.compareAndSet(before, before | CLOSING));
        if (before == 0) {
            closeNow();
        }
    }

    /** Waits until the descriptor is closed; an interrupt is kept for later, since the users leave soon. */
    void awaitClosed() {
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Linux frees the number even when close(2) reports EINTR or EIO: trying again could hit another file. */
    private void closeNow() {
        Native.LIBC.close(number);
        closed.countDown();
    }

    @Override
    public String toString() {
        return what;
    }
}
