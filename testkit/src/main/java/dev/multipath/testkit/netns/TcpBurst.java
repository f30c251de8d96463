package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many TCP connections to one destination and port, and how they were divided.
 *
 * @param bySource connections by the source address the server saw
 * @param failed connections that did not come about, or did not live until the server had said what it saw
 */
public record TcpBurst(Map<IpAddress, Integer> bySource, int failed) {
    private static final int THREADS = 4;

    /** Copies the map. */
    public TcpBurst {
        bySource = Map.copyOf(bySource);
    }

    /**
     * Opens connections, four at a time, reads from each what source address the {@link EchoServer} saw, and resets it.
     * Some 5,000 a second.
     *
     * @param from where they come from; its {@code ip_local_port_range} must have that many ports
     * @param timeout for each to be established and answered
     */
    public static TcpBurst open(Namespace from, IpAddress to, int port, int connections, Duration timeout) {
        SocketClasses.load();
        InetSocketAddress server = new InetSocketAddress(to.toInetAddress(), port);
        AtomicInteger left = new AtomicInteger(connections);
        Map<IpAddress, Integer> seen = new TreeMap<>();
        AtomicInteger failed = new AtomicInteger();
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(
                    () -> from.call(() -> {
                        while (left.getAndDecrement() > 0) {
                            count(server, timeout, seen, failed);
                        }
                        return true;
                    }),
                    "burst-from-" + from.name());
            threads[i].setDaemon(true);
            threads[i].start();
        }
        for (Thread thread : threads) {
            Threads.joinKeepingInterrupt(thread);
        }
        return new TcpBurst(seen, failed.get());
    }

    private static void count(
            InetSocketAddress server, Duration timeout, Map<IpAddress, Integer> seen, AtomicInteger failed) {
        try {
            IpAddress source = ask(server, (int) timeout.toMillis());
            synchronized (seen) {
                seen.merge(source, 1, Integer::sum);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    private static IpAddress ask(InetSocketAddress server, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoLinger(true, 0); // a reset leaves no TIME_WAIT behind
            socket.setSoTimeout(millis);
            socket.connect(server, millis);
            byte[] line = new byte[64];
            int length = 0;
            while (length < line.length) {
                int got = socket.getInputStream().read(line, length, line.length - length);
                if (got < 0) {
                    throw new IOException("ended after " + length + " bytes");
                }
                length += got;
                if (line[length - 1] == '\n') {
                    return IpAddress.parse(new String(line, 0, length - 1, StandardCharsets.US_ASCII));
                }
            }
            throw new IOException("no line");
        }
    }

    /** All that came about. */
    public int established() {
        return bySource.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The share of one source among those that came about, 0..1; 0 when none did. */
    public double share(IpAddress source) {
        int all = established();
        return all == 0 ? 0 : (double) bySource.getOrDefault(source, 0) / all;
    }
}
