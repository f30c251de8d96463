package dev.multipath.agent.probe;

import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Answers each question to port 53 with the messages a function makes of it. */
final class LyingResolver implements AutoCloseable {
    private final DatagramSocket socket;
    private final Thread thread;

    private LyingResolver(DatagramSocket socket, Function<byte[], List<byte[]>> lies) {
        this.socket = socket;
        this.thread = new Thread(() -> run(lies), "lying-resolver");
        thread.setDaemon(true);
    }

    static LyingResolver start(Namespace where, String address, Function<byte[], List<byte[]>> lies)
            throws IOException {
        InetAddress local = InetAddress.getByName(address);
        LyingResolver resolver =
                new LyingResolver(where.call(() -> new DatagramSocket(new InetSocketAddress(local, 53))), lies);
        resolver.thread.start();
        return resolver;
    }

    private void run(Function<byte[], List<byte[]>> lies) {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] question = Arrays.copyOf(buffer, packet.getLength());
                for (byte[] lie : lies.apply(question)) {
                    socket.send(new DatagramPacket(lie, lie.length, packet.getSocketAddress()));
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
