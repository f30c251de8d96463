package dev.multipath.agent.gateway;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.uplink.Lease;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what DHCP clients hold up to date, on a thread of its own, and hints at a look at the kernel when it changes.
 *
 * <p>Directories are watched by inotify(7); where one does not exist yet, the nearest one above it is.
 */
public final class LeaseWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("leases");
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    /** Leases end without a change of their file. No clock of the machine's may make that later than this. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Without inotify files are looked at so often. */
    private static final Duration POLL = Duration.ofMillis(500);

    /** A client writes a lease in pieces. */
    private static final long QUIET_MILLIS = 20;

    private static final int MAX_PIECES = 10;

    private final LeaseFiles files;
    private final Consumer<Event> inbox;
    private final Thread thread;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private volatile List<Lease> leases;
    private volatile boolean closed;

    /** Reads once before it returns. */
    public LeaseWatcher(LeaseFiles files, Consumer<Event> inbox) {
        this.files = files;
        this.inbox = inbox;
        this.leases = files.read(Instant.now());
        this.thread = new Thread(this::run, "leases");
        thread.setDaemon(true);
        thread.start();
    }

    /** As of now, newest first; for any thread. */
    public List<Lease> leases() {
        return leases;
    }

    private void run() {
        try (WatchService service = Path.of("/").getFileSystem().newWatchService()) {
            while (!closed) {
                watch(service);
                look();
                await(service);
            }
        } catch (IOException noInotify) {
            LOG.warn("lease files are looked at every {} ms: {}", POLL.toMillis(), noInotify.toString());
            poll();
        } catch (ClosedWatchServiceException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            while (!closed) {
                look();
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<Lease> now = files.read(Instant.now());
        if (!now.equals(leases)) {
            leases = now;
            inbox.accept(new Event.KernelChanged());
        }
    }

    private void watch(WatchService service) throws IOException {
        watched.values().removeIf(key -> !key.isValid());
        for (Path directory : files.directories()) {
            Path there = directory;
            while (!Files.isDirectory(there)) {
                there = there.getParent();
            }
            if (!watched.containsKey(there)) {
                watched.put(there, there.register(service, KINDS));
            }
        }
    }

    private void await(WatchService service) throws InterruptedException {
        Instant now = Instant.now();
        long millis = files.nextEnd(now)
                .map(end -> Duration.between(now, end).toMillis() + 1)
                .orElse(Long.MAX_VALUE);
        WatchKey key = service.poll(Math.min(millis, LONGEST_WAIT.toMillis()), TimeUnit.MILLISECONDS);
        for (int piece = 0; key != null && piece < MAX_PIECES; piece++) {
            key.pollEvents();
            key.reset();
            key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
