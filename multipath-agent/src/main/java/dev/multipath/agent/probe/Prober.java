package dev.multipath.agent.probe;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.probe.echo.NeighbourProbe;
import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends probes of all types over each uplink, and posts what comes back. No socket ever blocks; whatever the other sides do
 * or leave undone, there is a bound on the sockets open, the bytes kept and the work done in a row.
 *
 * <p>Pages asked for over TLS have a thread of their own: certificates and keys take milliseconds of computing, for which
 * no other probe shall wait.
 */
public final class Prober implements AutoCloseable {
    private final ProbeThread plain;
    private final ProbeThread secure;

    /**
     * @param inbox takes {@link Event.ProbeAnswered} and {@link Event.ProbeRefused} from several threads; never waits
     * @throws ErrnoException without a free descriptor
     */
    public Prober(NeighbourProbe neighbours, Consumer<Event> inbox) throws ErrnoException {
        plain = new ProbeThread("prober", Exchanges.many(), neighbours, inbox);
        try {
            secure = new ProbeThread("prober-tls", Exchanges.few(), NeighbourProbe.NONE, inbox);
        } catch (Throwable failure) {
            plain.close();
            throw failure;
        }
    }

    /** Never waits. */
    public void send(List<ProbeRequest> probes) {
        List<ProbeRequest> costly = new ArrayList<>();
        List<ProbeRequest> cheap = new ArrayList<>(probes.size());
        for (ProbeRequest probe : probes) {
            boolean tls = probe.target() instanceof ProbeTarget.Url url && url.secure();
            (tls ? costly : cheap).add(probe);
        }
        plain.send(cheap);
        secure.send(costly);
    }

    @Override
    public void close() {
        plain.close();
        secure.close();
    }
}
