package dev.multipath.agent.ddns;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does what is due, then waits until something else is, or until it is woken. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("ddns");
    /** Nobody tells of every change of the state: it is looked at now and then. */
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    /** What it does. */
    @FunctionalInterface
    interface Task {
        /**
         * Does what is due; may take its time.
         *
         * @param now monotonic nanoseconds
         * @return when to be called next, unless woken before
         */
        long turn(long now);
    }

    private final Task task;
    private final Object lock = new Object();
    private boolean woken;
    private volatile boolean closing;

    Worker(Task task) {
        this.task = task;
    }

    void start(String name) {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something may have changed. Never waits. */
    void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    /** It ends after what it does now, which nobody waits for. */
    @Override
    public void close() {
        closing = true;
        wake();
    }

    private void run() {
        while (!closing) {
            long next = turn();
            await(next);
        }
    }

    private long turn() {
        long now = System.nanoTime();
        try {
            long next = task.turn(now);
            return next - now > LOOK ? now + LOOK : next;
        } catch (RuntimeException mistake) {
            LOG.error("publishing addresses", mistake);
            return now + LOOK;
        }
    }

    private void await(long until) {
        synchronized (lock) {
            long left = until - System.nanoTime();
            while (!woken && left > 0) {
                try {
                    lock.wait(left / 1_000_000 + 1);
                } catch (InterruptedException interrupted) {
                    closing = true;
                    return;
                }
                left = until - System.nanoTime();
            }
            woken = false;
        }
    }
}
