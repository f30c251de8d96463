package dev.multipath.agent.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes log lines from a thread of its own, through a bounded queue: whoever logs never waits for the reader of the log,
 * which may be a stopped terminal or a full pipe. What does not fit is dropped, counted, and said as soon as there is
 * room.
 */
final class QueuedHandler extends Handler {
    private static final int CAPACITY = 4096;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** Wakes the writer for the end. */
    private static final LogRecord END = new LogRecord(Level.OFF, "");

    private final BlockingQueue<LogRecord> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final OutputStream out;
    private final LineFormat format;
    private final Thread writer;
    private volatile boolean closing;

    QueuedHandler(OutputStream out, LineFormat format) {
        this(out, format, CAPACITY);
    }

    QueuedHandler(OutputStream out, LineFormat format, int capacity) {
        this.out = out;
        this.format = format;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writer = new Thread(this::write, "log");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record != null && isLoggable(record) && !queue.offer(record)) {
            dropped.incrementAndGet();
        }
    }

    /** Nothing to do: lines are never held back. */
    @Override
    public void flush() {}

    /** Lets what is queued be written for a moment. */
    @Override
    public void close() {
        closing = true;
        // Where there is no room, the writer is not asleep.
        queue.offer(END);
        try {
            writer.join(LAST_WORDS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closing || !queue.isEmpty()) {
                LogRecord record = queue.take();
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    print(new LogRecord(Level.WARNING, lost + " lines of this log were dropped"));
                }
                if (record != END) {
                    print(record);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(LogRecord record) {
        try {
            out.write(format.format(record).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException nobodyReads) {
            dropped.incrementAndGet();
        }
    }
}
