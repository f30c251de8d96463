package dev.multipath.agent.acceptance;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One TCP connection to an echo server, which says at its beginning by which address it knows the caller. */
final class Call implements AutoCloseable {
    /** What came of a question. */
    enum Answer {
        ECHO,
        /** The connection was reset or aborted. */
        ENDED,
        SILENCE
    }

    private static final int PATIENCE = 5_000;

    private final Socket socket;
    private final IpAddress knownAs;

    private Call(Socket socket, IpAddress knownAs) {
        this.socket = socket;
        this.knownAs = knownAs;
    }

    static Call from(Namespace where, IpAddress to, int port) {
        return from(where, null, to, port);
    }

    /** @param local address to call from; null for any */
    static Call from(Namespace where, IpAddress local, IpAddress to, int port) {
        try {
            Socket socket = where.call(() -> {
                Socket fresh = new Socket();
                fresh.setTcpNoDelay(true);
                InetAddress source = local == null ? null : local.toInetAddress();
                fresh.bind(new InetSocketAddress(source == null ? new InetSocketAddress(0).getAddress() : source, 0));
                fresh.connect(new InetSocketAddress(to.toInetAddress(), port), PATIENCE);
                return fresh;
            });
            socket.setSoTimeout(PATIENCE);
            return new Call(socket, IpAddress.parse(line(socket)));
        } catch (IOException failed) {
            throw new UncheckedIOException("call to " + to + " port " + port, failed);
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("ended before it began");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** The address the other end knows it by. */
    IpAddress knownAs() {
        return knownAs;
    }

    /** The port it was made from. */
    int port() {
        return socket.getLocalPort();
    }

    /** Says something and waits for it to come back. */
    Answer ask(int millis) {
        return ask(1, millis);
    }

    /** Says so many bytes and waits for all of them to come back. */
    Answer ask(int bytes, int millis) {
        try {
            socket.getOutputStream().write(new byte[bytes]);
        } catch (IOException ended) {
            return Answer.ENDED;
        }
        return hear(bytes, millis);
    }

    /** Says nothing. */
    Answer listen(int millis) {
        return hear(1, millis);
    }

    private Answer hear(int bytes, int millis) {
        try {
            socket.setSoTimeout(millis);
            return socket.getInputStream().readNBytes(bytes).length < bytes ? Answer.ENDED : Answer.ECHO;
        } catch (SocketTimeoutException silence) {
            return Answer.SILENCE;
        } catch (IOException ended) {
            return Answer.ENDED;
        }
    }

    /** Asks until there is an answer or an end. */
    Answer askUntil(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        Answer answer = ask(100);
        while (answer == Answer.SILENCE && System.nanoTime() - end < 0) {
            answer = ask(100);
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
