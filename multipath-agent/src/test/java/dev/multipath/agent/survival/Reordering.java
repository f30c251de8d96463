package dev.multipath.agent.survival;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How far out of order packets arrive that are spread over several lines one by one, and what TCP makes of it. */
final class Reordering {
    private static final int PAYLOAD = 1200;
    private static final Duration TIME = Duration.ofSeconds(5);

    private final PrintStream out;

    private Reordering(PrintStream out) {
        this.out = out;
    }

    /** Lines of these rates in Mbit/s; none: as fast as they are. */
    private record Lines(String words, boolean byPacket, List<Integer> rates) {
        OwnSpace build() {
            OwnSpace space = new OwnSpace();
            if (byPacket) {
                space.byPacket();
            } else {
                space.overOne();
            }
            for (int i = 0; i < rates.size(); i++) {
                space.limit(i, rates.get(i));
            }
            return space;
        }
    }

    /** Prints both tables. */
    static void print(PrintStream out) throws Exception {
        Reordering measurement = new Reordering(out);
        measurement.datagrams();
        measurement.streams();
    }

    private void datagrams() throws Exception {
        out.printf("%nUDP datagrams of %d bytes:%n%n", PAYLOAD);
        out.println("| lines | datagrams a second | arrived | reordered | by at most |\n|---|--:|--:|--:|--:|");
        datagrams(new Lines("one line", false, List.of()), 5000);
        Lines fast = new Lines("three fast lines, 4:1:1", true, List.of());
        datagrams(fast, 500);
        datagrams(fast, 5000);
        datagrams(fast, 20_000);
        Lines fitting = new Lines("40, 10, 10 Mbit/s, 4:1:1", true, List.of(40, 10, 10));
        datagrams(fitting, 2500);
        datagrams(fitting, 5800);
        datagrams(new Lines("40, 10, 8 Mbit/s, 4:1:1", true, List.of(40, 10, 8)), 5800);
    }

    // "try": the receiver is closed before its time, which ends its thread.
    @SuppressWarnings("try")
    private void datagrams(Lines lines, int perSecond) throws Exception {
        try (OwnSpace space = lines.build();
                DatagramChannel receiver =
                        space.internet().call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
                DatagramChannel sender = space.client().call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            receiver.setOption(StandardSocketOptions.SO_RCVBUF, 8 << 20);
            receiver.bind(new InetSocketAddress(space.target().toInetAddress(), OwnSpace.PORT));
            sender.connect(receiver.getLocalAddress());
            Sequence sequence = new Sequence();
            Thread thread = new Thread(() -> receive(receiver, sequence), "receiver");
            thread.start();
            int sent = send(sender, perSecond);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            receiver.close();
            thread.join();
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.1f %% | %.1f %% | %d |%n",
                    lines.words(),
                    perSecond,
                    100.0 * sequence.arrived() / sent,
                    100.0 * sequence.reordered() / Math.max(1, sequence.arrived()),
                    sequence.extent());
        }
    }

    private static void receive(DatagramChannel receiver, Sequence sequence) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(PAYLOAD);
        try {
            while (true) {
                buffer.clear();
                receiver.receive(buffer);
                sequence.arrives(buffer.getLong(0));
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int send(DatagramChannel sender, int perSecond) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(PAYLOAD);
        long start = System.nanoTime();
        int number = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
            for (; number < due; number++) {
                buffer.clear().putLong(0, number);
                sender.write(buffer);
            }
            LockSupport.parkNanos(100_000);
        }
        return number;
    }

    private void streams() throws Exception {
        out.printf("%nOne TCP connection that sends all it can for %d s:%n%n", TIME.toSeconds());
        out.println("| lines | Mbit/s | reordering noticed | segments sent again | of these in vain (DSACK) |\n"
                + "|---|--:|--:|--:|--:|");
        stream(new Lines("one line of 40 Mbit/s", false, List.of(40)));
        stream(new Lines("40, 10, 10 Mbit/s, by packet 4:1:1", true, List.of(40, 10, 10)));
        stream(new Lines("40, 10, 8 Mbit/s, by packet 4:1:1", true, List.of(40, 10, 8)));
        stream(new Lines("40, 10, 5 Mbit/s, by packet 4:1:1", true, List.of(40, 10, 5)));
    }

    private void stream(Lines lines) throws Exception {
        try (OwnSpace space = lines.build();
                ServerSocketChannel server =
                        space.internet().call(() -> ServerSocketChannel.open(StandardProtocolFamily.INET));
                SocketChannel sender = space.client().call(() -> SocketChannel.open(StandardProtocolFamily.INET))) {
            server.bind(new InetSocketAddress(space.target().toInetAddress(), OwnSpace.PORT));
            sender.connect(server.getLocalAddress());
            long[] received = new long[1];
            Thread thread = new Thread(() -> swallow(server, received), "receiver");
            thread.start();
            long start = System.nanoTime();
            ByteBuffer buffer = ByteBuffer.allocateDirect(16_384);
            while (System.nanoTime() - start < TIME.toNanos()) {
                sender.write(buffer.clear());
            }
            sender.shutdownOutput();
            thread.join();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %d | %d | %d |%n",
                    lines.words(),
                    received[0] * 8 / seconds / 1e6,
                    counter(space, "TcpExt:", "TCPSACKReorder") + counter(space, "TcpExt:", "TCPTSReorder"),
                    counter(space, "Tcp:", "RetransSegs"),
                    counter(space, "TcpExt:", "TCPDSACKRecv"));
        }
    }

    private static void swallow(ServerSocketChannel server, long[] received) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        try (SocketChannel stream = server.accept()) {
            for (int length = 0; length >= 0; length = stream.read(buffer.clear())) {
                received[0] += length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the client's counters in /proc/net/netstat or snmp: a line of names, and a line of numbers. */
    private static long counter(OwnSpace space, String protocol, String name) {
        List<String> lines = space.client()
                .run("cat", "/proc/net/netstat", "/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith(protocol))
                .toList();
        List<String> names = List.of(lines.get(0).split(" ", -1));
        return Long.parseLong(lines.get(1).split(" ", -1)[names.indexOf(name)]);
    }
}
