package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A TCP connection to an echo server, to be asked whether it still lives. */
final class Talk implements AutoCloseable {
    private final Socket socket;
    private final int localPort;
    private final IpAddress seenAs;

    private Talk(Socket socket, int localPort, IpAddress seenAs) {
        this.socket = socket;
        this.localPort = localPort;
        this.seenAs = seenAs;
    }

    /** Connects from a port of one's own, and reads what address the server saw. */
    static Talk open(Namespace from, IpAddress source, int port, InetSocketAddress server) {
        Socket socket = from.call(Socket::new);
        try {
            return from.call(() -> {
                socket.setSoTimeout(5000);
                socket.bind(new InetSocketAddress(source.toInetAddress(), port));
                socket.connect(server, 5000);
                return new Talk(socket, port, IpAddress.parse(line(socket.getInputStream())));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended after " + line);
            }
            line.append((char) next);
        }
        return line.toString();
    }

    int localPort() {
        return localPort;
    }

    IpAddress seenAs() {
        return seenAs;
    }

    /** What became of it. */
    enum State {
        ALIVE,
        SILENT,
        ENDED
    }

    /** Says something, and waits so long for the echo. */
    State say(String word, Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            byte[] echo = socket.getInputStream().readNBytes(word.length());
            return new String(echo, StandardCharsets.US_ASCII).equals(word) ? State.ALIVE : State.ENDED;
        } catch (SocketTimeoutException e) {
            return State.SILENT;
        } catch (IOException e) {
            return State.ENDED;
        }
    }

    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
