package dev.multipath.agent.scenario;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;

/** A resolver that knows no name, and takes its time with those who ask from certain addresses. */
final class SlowResolver implements AutoCloseable {
    private static final int PORT = 53;
    private static final int MESSAGE = 1500;
    private static final int FLAGS = 2;
    /** A response, authoritative; no error. */
    private static final byte ANSWER = (byte) 0x84;

    private static final long DELAY_MILLIS = 600;

    private final DatagramSocket socket;
    private final Timer later = new Timer("slow-answers", true);
    private final Set<IpAddress> slow = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    private SlowResolver(DatagramSocket socket) {
        this.socket = socket;
        thread = new Thread(this::run, "slow-resolver");
        thread.setDaemon(true);
    }

    /** Answers at once at first. */
    static SlowResolver start(Namespace where, String address) {
        try {
            InetSocketAddress local =
                    new InetSocketAddress(IpAddress.parse(address).toInetAddress(), PORT);
            SlowResolver resolver = new SlowResolver(where.call(() -> new DatagramSocket(local)));
            resolver.thread.start();
            return resolver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those get their answers later from now on. */
    void delay(IpAddress source) {
        slow.add(source);
    }

    /** They get them at once again. */
    void hurry(IpAddress source) {
        slow.remove(source);
    }

    private void run() {
        byte[] buffer = new byte[MESSAGE];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = Arrays.copyOf(buffer, packet.getLength());
                answer[FLAGS] = ANSWER;
                answer[FLAGS + 1] = 0;
                DatagramPacket reply = new DatagramPacket(answer, answer.length, packet.getSocketAddress());
                if (slow.contains(IpAddress.of(packet.getAddress()))) {
                    later.schedule(task(() -> send(reply)), DELAY_MILLIS);
                } else {
                    send(reply);
                }
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TimerTask task(Runnable action) {
        return new TimerTask() {
            @Override
            public void run() {
                action.run();
            }
        };
    }

    private void send(DatagramPacket reply) {
        try {
            socket.send(reply);
        } catch (IOException lost) {
            return; // as on any line
        }
    }

    @Override
    public void close() {
        later.cancel();
        socket.close();
    }
}
