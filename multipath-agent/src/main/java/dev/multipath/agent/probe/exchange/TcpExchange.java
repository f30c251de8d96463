package dev.multipath.agent.probe.exchange;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.Optional;

/**
 * A TCP handshake as a probe: the path lives when the peer accepts the connection, and when it refuses it. The kernel's
 * random port and sequence number, some 46 bits together, are what a forger would have to guess.
 */
public final class TcpExchange implements Exchange {
    private final Path path;
    private final ConnectedSocket socket;
    private final ProbeTarget.Port target;
    private final ProbeReply reply;
    private final long deadline;

    private TcpExchange(Path path, ConnectedSocket socket, ProbeTarget.Port target, ProbeReply reply) {
        this.path = path;
        this.socket = socket;
        this.target = target;
        this.reply = reply;
        this.deadline = reply.deadline();
    }

    /**
     * Sends the first packet.
     *
     * @throws ErrnoException where none can leave this way
     */
    public static TcpExchange begin(ProbeTarget.Port target, ProbeReply reply) throws ErrnoException {
        Path path = Path.of(reply.request());
        ConnectedSocket socket = path.connect(ConnectedSocket.Kind.TCP, target.address(), target.port());
        return new TcpExchange(path, socket, target, reply);
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
        try {
            if (socket.isConnected()) {
                reply.answered();
                return true;
            }
            Optional<Refusal> reported = Refusal.reported(socket, target.address());
            return reported.isPresent() && refused(reported.get());
        } catch (ErrnoException failed) {
            return refused(Refusal.of(socket, target.address(), failed));
        }
    }

    /** @return true: it is over */
    private boolean refused(Refusal refusal) {
        if (refusal.byPeer()) {
            reply.answered();
        } else {
            reply.refused(refusal.why());
        }
        return true;
    }

    @Override
    public void giveUp() {
        // The silence is noticed by who asked.
    }
}
