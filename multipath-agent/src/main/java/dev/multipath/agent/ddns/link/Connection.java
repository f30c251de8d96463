package dev.multipath.agent.ddns.link;

import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.Poller;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A socket over one uplink on which a thread waits, but never beyond its deadline. Of one thread. */
public final class Connection implements AutoCloseable {
    /** How long until what the kernel has no room for is tried again. */
    private static final Duration NO_ROOM = Duration.ofMillis(20);
    /** What one call takes. */
    private static final int MOST = 16 * 1024;

    private final String what;
    private final ConnectedSocket socket;
    private final Poller poller;
    private final long deadline;

    private Connection(String what, ConnectedSocket socket, Poller poller, long deadline) {
        this.what = what;
        this.socket = socket;
        this.poller = poller;
        this.deadline = deadline;
    }

    /**
     * Connects; over TCP this waits for the other side.
     *
     * @param deadline for all that is done with it, monotonic nanoseconds
     */
    public static Connection open(ConnectedSocket.Kind kind, Way way, IpAddress peer, int port, long deadline)
            throws IOException {
        try {
            Poller poller = Poller.open();
            ConnectedSocket socket;
            try {
                socket = ConnectedSocket.open(kind, way.device(), way.source(), peer, port);
            } catch (ErrnoException failed) {
                poller.close();
                throw failed;
            }
            Connection connection = new Connection(peer.toString(), socket, poller, deadline);
            try {
                connection.awaitConnected();
            } catch (IOException | RuntimeException failed) {
                connection.close();
                throw failed;
            }
            return connection;
        } catch (ErrnoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private void awaitConnected() throws IOException {
        try {
            while (!socket.isConnected()) {
                await(remaining());
            }
        } catch (ErrnoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** Sends all of it: a datagram, or a piece of the stream. */
    public void send(byte[] bytes) throws IOException {
        int sent = 0;
        try {
            while (sent < bytes.length) {
                byte[] rest = sent == 0 ? bytes : Arrays.copyOfRange(bytes, sent, bytes.length);
                int taken = socket.send(rest);
                sent += taken;
                if (taken == 0) {
                    Duration left = remaining();
                    await(left.compareTo(NO_ROOM) < 0 ? left : NO_ROOM);
                }
            }
        } catch (ErrnoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /**
     * Waits for bytes.
     *
     * @param into at most 16 KiB of it are used
     * @return how many; −1 at the end of a stream
     * @throws SocketTimeoutException at the deadline
     */
    public int receive(byte[] into) throws IOException {
        return receive(into, deadline);
    }

    /** Likewise, but not beyond an earlier time. */
    public int receive(byte[] into, long until) throws IOException {
        long end = until - deadline < 0 ? until : deadline;
        try {
            OptionalInt length = socket.receive(into);
            while (length.isEmpty()) {
                await(left(end));
                // A report that waits would make the socket ready for ever.
                socket.report();
                length = socket.receive(into);
            }
            return length.getAsInt();
        } catch (ErrnoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    static int most() {
        return MOST;
    }

    private Duration remaining() throws SocketTimeoutException {
        return left(deadline);
    }

    private Duration left(long until) throws SocketTimeoutException {
        long left = until - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException(what + " does not answer");
        }
        return Duration.ofNanos(left);
    }

    private void await(Duration timeout) throws IOException {
        try {
            poller.await(List.of(socket), timeout);
        } catch (ErrnoException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        socket.close();
        poller.close();
    }
}
