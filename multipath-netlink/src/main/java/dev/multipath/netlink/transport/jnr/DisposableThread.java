package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Runs code on a platform thread that ends afterwards, so that the namespace the code moves to is no other code's.
 *
 * @param <T> what the code returns
 */
final class DisposableThread<T extends @Nullable Object> implements Runnable {
    private final Step<T, ?> code;
    private @Nullable T result;
    private @Nullable Throwable failure;

    private DisposableThread(Step<T, ?> code) {
        this.code = code;
    }

    /** Code that may make system calls of its own before the caller's. */
    interface Step<T extends @Nullable Object, X extends Exception> {
        T run() throws X, ErrnoException;
    }

    /** Runs the code and waits for it; an interrupt is passed on to it and kept. */
    static <T extends @Nullable Object, X extends Exception> T run(Step<T, X> code) throws X, ErrnoException {
        Native.load(); // on this thread: whatever loading starts must not start in another namespace
        DisposableThread<T> body = new DisposableThread<>(code);
        Thread thread = new Thread(null, body, "multipath-netns", 0, false);
        thread.setDaemon(true);
        thread.start();
        join(thread);
        return body.outcome();
    }

    @Override
    public void run() {
        try {
            result = code.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the code threw is thrown again as it is: it can only be what its signature names. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private <X extends Exception> T outcome() throws X {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (X) failure;
        }
        return result;
    }
}
