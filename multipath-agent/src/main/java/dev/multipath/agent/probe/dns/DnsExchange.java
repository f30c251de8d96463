package dev.multipath.agent.probe.dns;

import dev.multipath.agent.probe.exchange.Exchange;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.Refusal;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One question to one resolver. It has a port of its own, chosen by the kernel at random; what does not come from the
 * resolver's address and port never gets here, and what is no answer to the question is passed over.
 */
public final class DnsExchange implements Exchange {
    /** What is longer than an answer without extensions may be is cut, and read as far as it goes. */
    private static final int SIZE = 1500;

    /** Looked at in a row: a flood of forgeries must not hold the prober. */
    private static final int MESSAGES_A_TURN = 64;

    /** Who asked. */
    public interface Asker {
        /** An answer to the question, whatever it says. */
        void replied(DnsReply reply);

        void refused(Refusal refusal);

        /** Nothing came in time. */
        void unanswered();
    }

    private final Path path;
    private final ConnectedSocket socket;
    private final IpAddress resolver;
    private final DnsQuery query;
    private final Asker asker;
    private final long deadline;

    private DnsExchange(
            Path path, ConnectedSocket socket, IpAddress resolver, DnsQuery query, Asker asker, long deadline) {
        this.path = path;
        this.socket = socket;
        this.resolver = resolver;
        this.query = query;
        this.asker = asker;
        this.deadline = deadline;
    }

    /**
     * Asks.
     *
     * @param deadline monotonic nanoseconds
     * @throws ErrnoException where no packet can leave this way
     */
    public static DnsExchange begin(Path path, IpAddress resolver, DnsQuery query, Asker asker, long deadline)
            throws ErrnoException {
        ConnectedSocket socket = path.connect(ConnectedSocket.Kind.UDP, resolver, DnsQuery.PORT);
        try {
            socket.send(query.toBytes());
        } catch (ErrnoException failed) {
            socket.close();
            throw failed;
        }
        return new DnsExchange(path, socket, resolver, query, asker, deadline);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public ConnectedSocket socket() {
        return socket;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public boolean proceed() {
        byte[] message = new byte[SIZE];
        try {
            for (int i = 0; i < MESSAGES_A_TURN; i++) {
                OptionalInt length = socket.receive(message);
                if (length.isEmpty()) {
                    return isReported();
                }
                Optional<DnsReply> reply = DnsReply.read(query, message, length.getAsInt());
                if (reply.isPresent()) {
                    asker.replied(reply.get());
                    return true;
                }
            }
            return false;
        } catch (ErrnoException failed) {
            asker.refused(Refusal.of(socket, resolver, failed));
            return true;
        }
    }

    private boolean isReported() {
        Optional<Refusal> reported = Refusal.reported(socket, resolver);
        reported.ifPresent(asker::refused);
        return reported.isPresent();
    }

    @Override
    public void giveUp() {
        asker.unanswered();
    }
}
