package dev.multipath.agent.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of one lane in their order, one at a time, and those of different lanes beside each other, so many at most.
 * A lane with too many that wait loses its oldest. Its threads go when there is nothing to do.
 */
final class Lanes implements AutoCloseable {
    private final int capacity;
    private final ThreadPoolExecutor workers;
    /** Of lanes that are busy, what waits. */
    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

    /**
     * Without a thread yet.
     *
     * @param beside how many tasks run at the same time
     * @param capacity how many may wait in one lane
     */
    Lanes(String name, int beside, int capacity) {
        this.capacity = capacity;
        this.workers =
                new ThreadPoolExecutor(beside, beside, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread worker = new Thread(task, name);
                    worker.setDaemon(true);
                    return worker;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs it when its turn has come.
     *
     * @return false if another was dropped to make room
     */
    synchronized boolean submit(String lane, Runnable task) {
        @Nullable Deque<Runnable> known = waiting.get(lane);
        Deque<Runnable> line = known == null ? new ArrayDeque<>() : known;
        if (known == null) {
            waiting.put(lane, line);
            workers.execute(() -> next(lane, line));
        }
        boolean room = line.size() < capacity;
        if (!room) {
            line.remove();
        }
        line.add(task);
        return room;
    }

    private void next(String lane, Deque<Runnable> line) {
        try {
            take(line).run();
        } finally {
            goOn(lane, line);
        }
    }

    private synchronized Runnable take(Deque<Runnable> line) {
        return line.remove();
    }

    /** Behind the other lanes that wait for a thread. */
    private synchronized void goOn(String lane, Deque<Runnable> line) {
        if (line.isEmpty()) {
            waiting.remove(lane);
        } else if (!workers.isShutdown()) {
            workers.execute(() -> next(lane, line));
        }
    }

    /** Interrupts what runs, forgets what waits, and gives it a moment to end. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
