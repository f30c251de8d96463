package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Echoes UDP datagrams and TCP streams, and counts both by the source address it sees; to a new TCP connection it first
 * says that address and a line feed.
 *
 * <p>It listens on each address by itself, so that an answer comes from where the question went.
 */
public final class EchoServer implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int BACKLOG = 8192;

    private final Selector selector;
    private final List<Channel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Map<IpAddress, LongAdder> datagrams = new ConcurrentHashMap<>();
    private final Map<IpAddress, LongAdder> connections = new ConcurrentHashMap<>();
    private final Thread thread;

    private EchoServer(Selector selector, String name) {
        this.selector = selector;
        this.thread = new Thread(this::run, "echo-server-" + name);
        thread.setDaemon(true);
    }

    /** On all targets of a topology. */
    public static EchoServer start(Topology topology, int port) {
        return start(topology.internet(), topology.targets(), port);
    }

    /**
     * On some addresses of a namespace.
     *
     * @param port UDP and TCP, 1..65535
     */
    public static EchoServer start(Namespace where, List<IpAddress> addresses, int port) {
        SocketClasses.load();
        EchoServer server;
        try {
            server = new EchoServer(Selector.open(), where.name());
        } catch (IOException e) {
            throw new NetnsException("echo server", e);
        }
        try {
            where.call(() -> {
                for (IpAddress address : addresses) {
                    server.listen(address, port);
                }
                return server;
            });
        } catch (IOException e) {
            server.closeAll();
            throw new NetnsException("echo server in " + where + " on port " + port, e);
        }
        server.thread.start();
        return server;
    }

    private void listen(IpAddress address, int port) throws IOException {
        StandardProtocolFamily family = family(address);
        InetSocketAddress local = new InetSocketAddress(address.toInetAddress(), port);
        DatagramChannel udp = DatagramChannel.open(family);
        channels.add(udp);
        set(udp, StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        udp.bind(local);
        register(udp, SelectionKey.OP_READ);
        ServerSocketChannel tcp = ServerSocketChannel.open(family);
        channels.add(tcp);
        tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        tcp.bind(local, BACKLOG);
        register(tcp, SelectionKey.OP_ACCEPT);
    }

    private static void set(DatagramChannel channel, SocketOption<Integer> option, int value) throws IOException {
        channel.setOption(option, value);
    }

    private void register(SelectableChannel channel, int operation) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, operation);
    }

    static StandardProtocolFamily family(IpAddress address) {
        return address.family().equals(AddressFamily.INET) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /** Datagrams by source address, so far. */
    public Map<IpAddress, Long> datagrams() {
        return snapshot(datagrams);
    }

    /** Accepted connections by source address, so far. */
    public Map<IpAddress, Long> connections() {
        return snapshot(connections);
    }

    /** Datagrams from one source address, so far. */
    public long datagramsFrom(IpAddress source) {
        LongAdder count = datagrams.get(source);
        return count == null ? 0 : count.sum();
    }

    /** Connections from one source address, so far. */
    public long connectionsFrom(IpAddress source) {
        LongAdder count = connections.get(source);
        return count == null ? 0 : count.sum();
    }

    private static Map<IpAddress, Long> snapshot(Map<IpAddress, LongAdder> counts) {
        Map<IpAddress, Long> sums = new TreeMap<>();
        counts.forEach((source, count) -> sums.put(source, count.sum()));
        return sums;
    }

    private static void count(Map<IpAddress, LongAdder> counts, IpAddress source) {
        counts.computeIfAbsent(source, first -> new LongAdder()).increment();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException e) {
            throw new NetnsException("echo server", e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.channel() instanceof DatagramChannel udp) {
                echoDatagrams(udp);
            } else if (key.channel() instanceof ServerSocketChannel tcp) {
                accept(tcp);
            } else if (key.channel() instanceof SocketChannel connection) {
                echoStream(connection);
            }
        } catch (IOException | CancelledKeyException e) {
            // A connection that was reset, an answer without a route back: the other side sees what it sees.
            if (key.channel() instanceof SocketChannel connection) {
                closeQuietly(connection);
            }
        }
    }

    private void echoDatagrams(DatagramChannel udp) throws IOException {
        buffer.clear();
        for (var from = udp.receive(buffer); from != null; from = udp.receive(buffer)) {
            count(datagrams, IpAddress.of(((InetSocketAddress) from).getAddress()));
            buffer.flip();
            udp.send(buffer, from);
            buffer.clear();
        }
    }

    private void accept(ServerSocketChannel tcp) throws IOException {
        for (SocketChannel connection = tcp.accept(); connection != null; connection = tcp.accept()) {
            InetSocketAddress from = (InetSocketAddress) connection.getRemoteAddress();
            IpAddress source = IpAddress.of(from.getAddress());
            count(connections, source);
            connection.write(ByteBuffer.wrap((source + "\n").getBytes(StandardCharsets.US_ASCII)));
            register(connection, SelectionKey.OP_READ);
        }
    }

    private void echoStream(SocketChannel connection) throws IOException {
        buffer.clear();
        int length = connection.read(buffer);
        if (length < 0) {
            connection.close();
            return;
        }
        buffer.flip();
        connection.write(buffer);
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // closed all the same
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        channels.forEach(EchoServer::closeQuietly);
        try {
            selector.close();
        } catch (IOException e) {
            throw new NetnsException("closing an echo server", e);
        }
    }

    /** Ends it and all its connections. */
    @Override
    public void close() {
        selector.wakeup();
        closeAll();
        Threads.joinKeepingInterrupt(thread);
    }
}
