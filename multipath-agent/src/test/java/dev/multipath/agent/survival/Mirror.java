package dev.multipath.agent.survival;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers each question, over UDP and TCP, with its number and the IPv4 source address it came from: the client learns
 * what uplink its packets left by. One thread serves all namespaces it listens in.
 */
final class Mirror implements AutoCloseable {
    /** A number. */
    static final int QUESTION = Long.BYTES;
    /** That number, and an IPv4 address. */
    static final int ANSWER = Long.BYTES + Integer.BYTES;

    private static final int BACKLOG = 1024;
    private static final int BUFFER = 1 << 20;
    /** Between two looks: many small wake-ups would cost more than the answers. */
    private static final long PAUSE_NANOS = 200_000;

    private final Selector selector;
    private final Thread thread = new Thread(this::run, "mirror");
    private final ByteBuffer question = ByteBuffer.allocateDirect(64 * QUESTION);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * ANSWER);

    Mirror() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
    }

    /** Also there; before {@link #start()}. */
    Mirror listen(Namespace where, IpAddress address, int port) throws IOException {
        InetSocketAddress local = new InetSocketAddress(address.toInetAddress(), port);
        where.call(() -> {
            DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
            udp.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            register(udp, SelectionKey.OP_READ, null);
            udp.bind(local);
            ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
            tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            register(tcp, SelectionKey.OP_ACCEPT, null);
            tcp.bind(local, BACKLOG);
            return tcp;
        });
        return this;
    }

    Mirror start() {
        thread.start();
        return this;
    }

    private void register(SelectableChannel channel, int interest, @Nullable Object attachment) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, interest, attachment);
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.channel() instanceof DatagramChannel udp) {
                answer(udp);
            } else if (key.channel() instanceof ServerSocketChannel tcp) {
                accept(tcp);
            } else if (key.channel() instanceof SocketChannel stream) {
                answer(stream, (Integer) key.attachment());
            }
        } catch (IOException e) {
            // A stream that was reset, an answer without a way back: the other side sees what it sees.
            if (key.channel() instanceof SocketChannel stream) {
                closeQuietly(stream);
            }
        }
    }

    private void accept(ServerSocketChannel tcp) throws IOException {
        for (SocketChannel stream = tcp.accept(); stream != null; stream = tcp.accept()) {
            stream.setOption(StandardSocketOptions.TCP_NODELAY, true);
            stream.setOption(StandardSocketOptions.SO_LINGER, 0);
            register(stream, SelectionKey.OP_READ, address((InetSocketAddress) stream.getRemoteAddress()));
        }
    }

    private void answer(DatagramChannel udp) throws IOException {
        while (true) {
            question.clear();
            InetSocketAddress from = (InetSocketAddress) udp.receive(question);
            if (from == null) {
                return;
            }
            question.flip();
            answer.clear();
            mirror(address(from));
            udp.send(answer.flip(), from);
        }
    }

    /** Questions are so short and so seldom that none is ever torn; one that were would be left unanswered. */
    private void answer(SocketChannel stream, int from) throws IOException {
        question.clear();
        if (stream.read(question) < 0) {
            stream.close();
            return;
        }
        question.flip();
        answer.clear();
        mirror(from);
        stream.write(answer.flip());
    }

    private void mirror(int from) {
        while (question.remaining() >= QUESTION) {
            answer.putLong(question.getLong()).putInt(from);
        }
    }

    private static int address(InetSocketAddress from) {
        return ByteBuffer.wrap(from.getAddress().getAddress()).getInt();
    }

    private static void closeQuietly(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // closed all the same
        }
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> closeQuietly(key.channel()));
        selector.close();
    }
}
