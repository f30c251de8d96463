package dev.multipath.agent.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a running agent over its control socket. Uses nothing but the JDK: a command that only asks must not wait for
 * libraries to load.
 */
public final class ControlClient {
    /** More than the server allows itself for a request, waiting for one of its places included. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** No answer is near this long. */
    private static final int MAX_ANSWER = 1 << 24;

    private ControlClient() {}

    /**
     * Asks one thing.
     *
     * @param request one line, without its end
     * @throws NoAgentException when nobody listens there
     * @throws IOException when the socket may not be used, or no answer comes
     */
    public static Answer ask(Path socket, String request) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            Thread alarm = closeLater(channel);
            try {
                write(channel, request + "\n");
                return Answer.decode(read(channel));
            } catch (ClosedChannelException late) {
                throw new IOException("the agent on " + socket + " does not answer", late);
            } catch (IllegalArgumentException cut) {
                throw new IOException("the agent on " + socket + " broke off its answer", cut);
            } finally {
                alarm.interrupt();
            }
        }
    }

    private static SocketChannel connect(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (SocketException refused) {
            String why = String.valueOf(refused.getMessage());
            boolean absent = !Files.exists(socket) && Files.isExecutable(parent(socket));
            if (absent || why.contains("refused")) {
                throw new NoAgentException(socket, refused);
            }
            throw new IOException(socket + ": " + why, refused);
        }
    }

    private static Path parent(Path socket) {
        Path parent = socket.toAbsolutePath().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent == null ? socket : parent;
    }

    /** A blocking channel of this kind knows no timeout. */
    private static Thread closeLater(SocketChannel channel) {
        Thread alarm = new Thread(
                () -> {
                    try {
                        Thread.sleep(PATIENCE.toMillis());
                        channel.close();
                    } catch (InterruptedException | IOException answered) {
                        Thread.currentThread().interrupt();
                    }
                },
                "control-timeout");
        alarm.setDaemon(true);
        alarm.start();
        return alarm;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(16 << 10);
        while (channel.read(chunk) >= 0 && answer.size() <= MAX_ANSWER) {
            answer.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
