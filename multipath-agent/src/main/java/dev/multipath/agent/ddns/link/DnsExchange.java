package dev.multipath.agent.ddns.link;

import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/**
 * One message to a name server and its answer: over UDP, sent again when nothing comes; over TCP where the message or
 * the answer is too long for that.
 *
 * <p>A signed message wants a signed answer. What says no may come without: a server that does not know the key cannot
 * sign.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8945">RFC 8945</a>
 */
public final class DnsExchange {
    /** Without extensions: RFC 1035, 4.2.1. */
    private static final int LONGEST_DATAGRAM = 512;

    private static final int LONGEST = 0xffff;
    /** Sent so often over UDP. */
    private static final int TIMES = 3;

    private final Way way;
    private final IpAddress server;
    private final int port;
    private final Duration patience;

    /**
     * Over this way, to this server.
     *
     * @param patience for each datagram, and for all of TCP
     */
    public DnsExchange(Way way, IpAddress server, int port, Duration patience) {
        this.way = way;
        this.server = server;
        this.port = port;
        this.patience = patience;
    }

    public IpAddress server() {
        return server;
    }

    /**
     * Sends and waits.
     *
     * @param key to sign with and to verify by; null for neither
     * @throws IOException without an answer; the message says whose fault that is
     */
    public Message ask(Message question, @Nullable TSIG key) throws IOException {
        if (key != null) {
            key.apply(question, null);
        }
        byte[] bytes = question.toWire(LONGEST);
        if (bytes.length <= LONGEST_DATAGRAM) {
            Message answer = overUdp(question, bytes, key);
            if (!answer.getHeader().getFlag(Flags.TC)) {
                return answer;
            }
        }
        return overTcp(question, bytes, key);
    }

    private Message overUdp(Message question, byte[] bytes, @Nullable TSIG key) throws IOException {
        long start = System.nanoTime();
        long all = patience.toNanos() * TIMES;
        byte[] buffer = new byte[Connection.most()];
        try (Connection connection = Connection.open(Kind.UDP, way, server, port, start + all)) {
            boolean forged = false;
            for (int sent = 0; sent < TIMES; sent++) {
                connection.send(bytes);
                long until = start + patience.toNanos() * (sent + 1);
                try {
                    while (true) {
                        int length = connection.receive(buffer, until);
                        byte[] received = Arrays.copyOf(buffer, length);
                        Optional<Message> answer = parse(question, received);
                        if (answer.isPresent()) {
                            if (isAcceptable(question, answer.get(), received, key)) {
                                return answer.get();
                            }
                            forged = true;
                        }
                    }
                } catch (SocketTimeoutException nothing) {
                    // Sent again, or given up.
                }
            }
            throw new SocketTimeoutException(
                    server + (forged ? " answers without a valid signature" : " does not answer"));
        }
    }

    private Message overTcp(Message question, byte[] bytes, @Nullable TSIG key) throws IOException {
        byte[] framed = new byte[bytes.length + 2];
        framed[0] = (byte) (bytes.length >> 8);
        framed[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, framed, 2, bytes.length);
        try (Connection connection =
                Connection.open(Kind.TCP, way, server, port, System.nanoTime() + patience.toNanos() * TIMES)) {
            connection.send(framed);
            ConnectionInput input = new ConnectionInput(connection);
            byte[] head = input.readNBytes(2);
            int length = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | (head[1] & 0xff);
            byte[] received = input.readNBytes(length);
            if (length == 0 || received.length < length) {
                throw new IOException(server + " ends the connection without an answer");
            }
            Message answer = parse(question, received)
                    .orElseThrow(() -> new IOException(server + " answers something else over TCP"));
            if (!isAcceptable(question, answer, received, key)) {
                throw new IOException(server + " answers without a valid signature");
            }
            return answer;
        }
    }

    private static Optional<Message> parse(Message question, byte[] received) {
        try {
            Message answer = new Message(received);
            boolean matches = answer.getHeader().getID() == question.getHeader().getID()
                    && answer.getHeader().getFlag(Flags.QR)
                    && answer.getHeader().getOpcode() == question.getHeader().getOpcode();
            return matches ? Optional.of(answer) : Optional.empty();
        } catch (IOException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isAcceptable(Message question, Message answer, byte[] received, @Nullable TSIG key) {
        if (key == null || answer.getRcode() != Rcode.NOERROR) {
            return true;
        }
        return key.verify(answer, received, question.getTSIG()) == Rcode.NOERROR;
    }
}
