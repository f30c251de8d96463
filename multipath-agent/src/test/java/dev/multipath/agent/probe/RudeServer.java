package dev.multipath.agent.probe;

import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Accepts connections in a namespace, and then says nothing, little by little, or without end. */
final class RudeServer implements AutoCloseable {
    private static final long PAUSE = 50_000_000;

    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private RudeServer(Namespace where, String address, int port, byte[] text, int piece, long pause)
            throws IOException {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName(address), port);
        server = where.call(() -> ServerSocketChannel.open().bind(local, 256));
        threads.execute(() -> accept(text, piece, pause));
    }

    /** Never says anything. */
    static RudeServer silent(Namespace where, String address, int port) throws IOException {
        return new RudeServer(where, address, port, new byte[0], 0, PAUSE);
    }

    /** Says this and then zeros, a byte every 50 ms. */
    static RudeServer slow(Namespace where, String address, int port, byte[] text) throws IOException {
        return new RudeServer(where, address, port, text, 1, PAUSE);
    }

    /** Says this again and again, as fast as it is read. */
    static RudeServer endless(Namespace where, String address, int port, byte[] text) throws IOException {
        return new RudeServer(where, address, port, text, text.length, 0);
    }

    /** Connections that are open on this side. */
    long accepted() {
        return connections.stream().filter(SocketChannel::isOpen).count();
    }

    private void accept(byte[] text, int piece, long pause) {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                if (piece > 0) {
                    threads.execute(() -> talk(connection, text, piece, pause));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void talk(SocketChannel connection, byte[] text, int piece, long pause) {
        try (connection) {
            for (int said = 0; connection.isOpen(); said += piece) {
                byte[] next = new byte[piece];
                for (int i = 0; i < piece; i++) {
                    next[i] = said + i < text.length || pause == 0 ? text[(said + i) % text.length] : 0;
                }
                connection.write(ByteBuffer.wrap(next));
                LockSupport.parkNanos(pause);
            }
        } catch (IOException gone) {
            // The other side has had enough.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
