package dev.multipath.agent.status;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Publication;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control socket: commands ask a running agent over it. One thread serves all clients without waiting for any of
 * them; further ones than {@value #MAX_CLIENTS} wait their turn.
 *
 * <p>The file is readable and writable by its owner and group. Who may connect may ask; to change anything takes root or
 * the agent's own user.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7), SO_PEERCRED</a>
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    static final int MAX_CLIENTS = 8;

    /** How often a state that is waited for is looked at. */
    private static final long LOOK_PERIOD = Duration.ofMillis(10).toMillis();

    /** When the process has no descriptors left, there is no use in trying at once again. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Path path;
    private final SocketLock lock;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey accepting;
    private final ControlRequests requests;
    private final String owner;
    private final Object identity;
    private final List<ControlSession> sessions = new ArrayList<>();
    private final Thread thread;
    private long pausedUntil = System.nanoTime();
    private volatile boolean closing;

    private ControlServer(Path path, SocketLock lock, ServerSocketChannel server, ControlRequests requests)
            throws IOException {
        this.path = path;
        this.lock = lock;
        this.server = server;
        this.requests = requests;
        this.owner = Files.getOwner(path).getName();
        this.identity = identity(path);
        this.selector = Selector.open();
        server.configureBlocking(false);
        this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::serve, "control");
        thread.setDaemon(true);
    }

    /**
     * Starts to answer. A socket left behind by an agent that was killed is replaced.
     *
     * @param state gives the agent's state at any time, to any thread
     * @param post takes an operator's word to the agent
     * @param journal what {@code events} shows
     * @param notices how telling goes, for {@code status}
     * @param published how it stands with what is published
     * @throws IOException when another agent runs on this socket, or the socket cannot be made
     */
    public static ControlServer open(
            Path socket,
            Supplier<AgentState> state,
            Consumer<Event> post,
            Journal journal,
            Supplier<Optional<StatusReport.Notices>> notices,
            Supplier<List<Publication>> published)
            throws IOException {
        Optional<SocketLock> lock = SocketLock.take(socket);
        if (lock.isEmpty()) {
            throw new IOException(
                    "another agent is running, or 'apply' or 'remove' is at work, with the control socket " + socket);
        }
        @Nullable ServerSocketChannel channel = null;
        try {
            removeStale(socket);
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            ControlRequests requests = new ControlRequests(state, post, journal, notices, published);
            ControlServer server = new ControlServer(socket, lock.get(), channel, requests);
            server.thread.start();
            return server;
        } catch (IOException failed) {
            if (channel != null) {
                channel.close();
            }
            lock.get().close();
            throw new IOException("control socket " + socket + ": " + failed.getMessage(), failed);
        }
    }

    /** One with nobody to tell anything, and nothing published. */
    public static ControlServer open(Path socket, Supplier<AgentState> state, Consumer<Event> post, Journal journal)
            throws IOException {
        return open(socket, state, post, journal, Optional::empty, List::of);
    }

    /** Stops answering, breaks off what is being answered, and removes the socket. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(1000);
            server.close();
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity(path).equals(identity)) {
                Files.delete(path);
            }
            selector.close();
        } catch (IOException failed) {
            LOG.warn("control socket {} not removed: {}", path, failed.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes file = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!file.isOther()) {
            throw new IOException("there is a file of that name that is not a socket");
        }
        if (answers(socket)) {
            throw new IOException("some other program answers on it");
        }
        Files.delete(socket);
    }

    private static boolean answers(Path socket) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Object identity(Path socket) throws IOException {
        BasicFileAttributes file = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNullElse(file.fileKey(), socket);
    }

    private void serve() {
        while (!closing) {
            try {
                selector.select(key -> ready(key), timeout(System.nanoTime()));
            } catch (IOException failed) {
                LOG.warn("control socket {}: {}", path, failed.toString());
                return;
            }
            long now = System.nanoTime();
            sessions.forEach(session -> session.tick(now));
            sessions.removeIf(ControlSession::isOver);
            boolean room = sessions.size() < MAX_CLIENTS && now - pausedUntil >= 0;
            accepting.interestOps(room ? SelectionKey.OP_ACCEPT : 0);
        }
        sessions.forEach(ControlSession::close);
    }

    /** Milliseconds; 0 for ever. Deadlines need no great precision. */
    private long timeout(long now) {
        boolean waiting = sessions.stream().anyMatch(ControlSession::isWaiting);
        if (waiting) {
            return LOOK_PERIOD;
        }
        return sessions.isEmpty() && now - pausedUntil >= 0 ? 0 : 100;
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ControlSession session) {
            session.ready(System.nanoTime());
        } else {
            accept();
        }
    }

    private void accept() {
        @Nullable SocketChannel channel = null;
        try {
            channel = server.accept();
            if (channel != null) {
                sessions.add(new ControlSession(channel, selector, mayChange(channel), requests, System.nanoTime()));
            }
        } catch (IOException failed) {
            LOG.warn("control socket {}: {}", path, failed.toString());
            pausedUntil = System.nanoTime() + PAUSE;
            close(channel);
        }
    }

    /** By name: the JDK gives no numbers, and names both sides by the same table. */
    private boolean mayChange(SocketChannel channel) throws IOException {
        String peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return peer.equals("root") || peer.equals(owner);
    }

    private static void close(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alreadyGone) {
            LOG.debug("closing a control connection", alreadyGone);
        }
    }
}
