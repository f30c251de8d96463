package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class QueuedHandlerTest {

    /** A reader that reads nothing until told to. */
    private static final class Stalled extends OutputStream {
        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new UncheckedIOException(new IOException("lines are written whole"));
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            stuck.countDown();
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            synchronized (this) {
                read.write(bytes, from, count);
            }
        }

        synchronized String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void everything_queued_is_written_before_the_end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueuedHandler handler = new QueuedHandler(out, LineFormat.JOURNAL);
        for (int i = 0; i < 1000; i++) {
            handler.publish(new LogRecord(Level.INFO, "line " + i));
        }
        handler.close();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1000).endsWith("<6>line 999");
    }

    @Test
    void a_stalled_reader_holds_nobody_up_and_what_is_lost_is_counted() throws InterruptedException {
        Stalled out = new Stalled();
        QueuedHandler handler = new QueuedHandler(out, LineFormat.JOURNAL, 10);
        handler.publish(new LogRecord(Level.INFO, "first"));
        out.stuck.await();
        for (int i = 0; i < 100; i++) {
            handler.publish(new LogRecord(Level.INFO, "line " + i));
        }
        assertThat(out.text()).isEmpty();
        out.go.countDown();
        handler.close();
        assertThat(out.text().lines())
                .hasSize(12)
                .startsWith("<6>first", "<4>90 lines of this log were dropped", "<6>line 0");
    }

    @Test
    void a_reader_that_never_comes_back_does_not_prevent_the_end() throws InterruptedException {
        Stalled out = new Stalled();
        QueuedHandler handler = new QueuedHandler(out, LineFormat.JOURNAL, 10);
        handler.publish(new LogRecord(Level.INFO, "first"));
        out.stuck.await();
        handler.close();
        assertThat(out.text()).isEmpty();
    }
}
