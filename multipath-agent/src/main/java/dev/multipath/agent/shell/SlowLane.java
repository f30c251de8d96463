package dev.multipath.agent.shell;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for work that may wait for a disk, so that the deciding thread never does. */
public final class SlowLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowLane.class);
    private static final int CAPACITY = 64;

    private final ThreadPoolExecutor thread;

    public SlowLane() {
        thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CAPACITY), task -> {
            Thread worker = new Thread(task, "slow-lane");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Runs it later; says so if too much waits already. */
    public void run(String what, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException full) {
            LOG.warn("{} is dropped: {} tasks wait for a slow disk already", what, CAPACITY);
        }
    }

    /** Lets what waits finish for a moment, then ends. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
