package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * New connections at an even pace, and what becomes of each: UDP datagrams from a namespace to an {@link EchoServer},
 * every one from a fresh source port (all of 1024..65535 in turn), so that each is a flow of its own to routing,
 * connection tracking and NAT. Their entries live 30 seconds: where all streams of a family together send more than
 * 2,000 datagrams a second, a port comes back to an entry that still holds it to the uplink of its time, and NAT drops
 * the datagram if routing chose another one meanwhile.
 *
 * <p>A datagram is answered, lost (no answer within a second), or has no route: the send itself failed. The pace is held
 * by the clock and catches up after a pause of less than 100 ms; a longer pause is left out. One stream of 1,000
 * datagrams a second takes some 8 % of a core, its answers included.
 */
public final class TrafficStream implements AutoCloseable {
    /** After this a datagram is lost. */
    private static final long PATIENCE_NANOS = 1_000_000_000;
    /** Later than this behind its pace, the stream begins anew from now. */
    private static final long CATCH_UP_NANOS = 100_000_000;
    /** Answers mostly come within a millisecond: flows this young are looked at every time, older ones in turn. */
    private static final long YOUNG_NANOS = 5_000_000;

    private static final int OLD_ONES_A_LOOK = 4;
    private static final long LONGEST_PAUSE_NANOS = 2_000_000;
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 65536 - FIRST_PORT;
    /** One row for all streams of a family: a router with NAT sees them from one address. */
    private static final AtomicInteger NEXT_PORT_IPV4 = new AtomicInteger();

    private static final AtomicInteger NEXT_PORT_IPV6 = new AtomicInteger();

    private static final int MOST_A_SECOND = 20_000;

    private final InetSocketAddress target;
    private final StandardProtocolFamily family;
    private final long intervalNanos;
    /** Sends no more than this. */
    private final int most;

    private final TrafficLog log = new TrafficLog();
    private final ArrayDeque<Flow> young = new ArrayDeque<>();
    private final ArrayDeque<Flow> old = new ArrayDeque<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(8);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(64);
    private final long start = System.nanoTime();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Exception failure;

    private TrafficStream(Namespace from, IpAddress to, int port, int perSecond, int most) {
        this.most = most;
        this.target = new InetSocketAddress(to.toInetAddress(), port);
        this.family = EchoServer.family(to);
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.thread = new Thread(() -> run(from), "traffic-from-" + from.name());
        thread.setDaemon(true);
    }

    /**
     * Starts one.
     *
     * @param from where the datagrams come from
     * @param to where the {@link EchoServer} is, IPv4 or IPv6
     * @param port its port
     * @param perSecond datagrams, 1..20,000
     */
    public static TrafficStream start(Namespace from, IpAddress to, int port, int perSecond) {
        return start(from, to, port, perSecond, Integer.MAX_VALUE);
    }

    /**
     * Sends a number of datagrams, waits until the fate of all is known, and says what became of them.
     *
     * @param perSecond datagrams, 1..20,000
     * @param count how many, all in all
     */
    public static TrafficReport burst(Namespace from, IpAddress to, int port, int perSecond, int count) {
        return start(from, to, port, perSecond, count).join();
    }

    private static TrafficStream start(Namespace from, IpAddress to, int port, int perSecond, int most) {
        if (perSecond < 1 || perSecond > MOST_A_SECOND) {
            throw new IllegalArgumentException(
                    perSecond + " datagrams a second; 1.." + MOST_A_SECOND + " are possible");
        }
        SocketClasses.load();
        TrafficStream stream = new TrafficStream(from, to, port, perSecond, most);
        stream.thread.start();
        return stream;
    }

    /** Time since the start, as {@link TrafficReport#between} takes it. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What became of those sent so far whose fate is known. */
    public TrafficReport report() {
        return log.report();
    }

    /** Sends no more, waits for the answers still due (a second at most), and says what became of all. */
    public TrafficReport stop() {
        stopping = true;
        return join();
    }

    private TrafficReport join() {
        Threads.joinKeepingInterrupt(thread);
        if (failure != null) {
            throw new NetnsException("traffic to " + target, failure);
        }
        return log.report();
    }

    /** As {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private void run(Namespace from) {
        try {
            from.call(() -> {
                sendAndLook();
                return log;
            });
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void sendAndLook() throws IOException {
        long due = System.nanoTime();
        for (int sent = 0; !stopping && sent < most; ) {
            long now = System.nanoTime();
            if (now >= due) {
                send(now);
                sent++;
                due = Math.max(due + intervalNanos, now - CATCH_UP_NANOS);
            }
            look();
            LockSupport.parkNanos(this, Math.min(due - System.nanoTime(), LONGEST_PAUSE_NANOS));
        }
        while (!young.isEmpty() || !old.isEmpty()) {
            look();
            LockSupport.parkNanos(this, LONGEST_PAUSE_NANOS);
        }
    }

    private void send(long now) throws IOException {
        DatagramChannel channel = openOnFreshPort();
        int number = log.sent(now - start);
        try {
            request.clear().putLong(0, number);
            channel.send(request, target);
            young.add(new Flow(number, channel, now));
        } catch (IOException e) {
            log.noRoute(number);
            close(channel);
        }
    }

    /** Ports in turn: one chosen by the kernel might have an entry in a connection tracking table still. */
    private DatagramChannel openOnFreshPort() throws IOException {
        AtomicInteger nextPort = family == StandardProtocolFamily.INET ? NEXT_PORT_IPV4 : NEXT_PORT_IPV6;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            for (int tries = 0; tries < PORTS; tries++) {
                if (bind(channel, FIRST_PORT + Math.floorMod(nextPort.getAndIncrement(), PORTS))) {
                    return channel;
                }
            }
            throw new IOException("no free port");
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    private static boolean bind(DatagramChannel channel, int port) throws IOException {
        try {
            channel.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (int i = young.size(); i > 0; i--) {
            Flow flow = young.remove();
            if (!isDecided(flow, now)) {
                (now - flow.sentAt < YOUNG_NANOS ? young : old).add(flow);
            }
        }
        for (int i = Math.min(old.size(), OLD_ONES_A_LOOK); i > 0; i--) {
            Flow flow = old.remove();
            if (!isDecided(flow, now)) {
                old.add(flow);
            }
        }
    }

    private boolean isDecided(Flow flow, long now) {
        if (hasAnswer(flow)) {
            log.answered(flow.number, now - start);
        } else if (now - flow.sentAt >= PATIENCE_NANOS) {
            log.lost(flow.number);
        } else {
            return false;
        }
        close(flow.channel);
        return true;
    }

    private boolean hasAnswer(Flow flow) {
        try {
            answer.clear();
            return flow.channel.receive(answer) != null && answer.position() == 8 && answer.getLong(0) == flow.number;
        } catch (IOException e) {
            return false; // reported by somebody on the way: no answer yet
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // closed all the same
        }
    }

    /** A datagram without an answer yet. */
    private static final class Flow {
        private final int number;
        private final DatagramChannel channel;
        private final long sentAt;

        Flow(int number, DatagramChannel channel, long sentAt) {
            this.number = number;
            this.channel = channel;
            this.sentAt = sentAt;
        }
    }
}
