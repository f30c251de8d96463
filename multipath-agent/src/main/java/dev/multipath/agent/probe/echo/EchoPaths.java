package dev.multipath.agent.probe.echo;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.PolledSocket;
import dev.multipath.netlink.transport.Poller;
import dev.multipath.netlink.transport.SocketClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ICMP sockets: one for each uplink and family, bound to its device and source address. It is opened anew when the
 * device was re-created, the address changed, or the kernel says that it is of no more use. Of the prober's thread alone.
 */
public final class EchoPaths implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EchoPaths.class);

    /** So often {@link #sendAgain} is wanted while something is unsent. */
    public static final Duration RETRY = EchoPath.RETRY;

    /** So long a socket without a request is kept. */
    private static final long IDLE = Duration.ofSeconds(60).toNanos();

    /** One socket for each of these. */
    private record Key(String uplink, AddressFamily family) {}

    private final Map<Key, EchoPath> paths = new LinkedHashMap<>();
    private final List<EchoPath> awaited = new ArrayList<>();
    private final NeighbourProbe neighbours;
    private final Consumer<Event> inbox;

    public EchoPaths(NeighbourProbe neighbours, Consumer<Event> inbox) {
        this.neighbours = neighbours;
        this.inbox = inbox;
    }

    /** Sends an echo request, and asks the neighbour table where that counts too. */
    public void send(ProbeRequest request, ProbeTarget.Host target) {
        IpAddress address = target.address();
        if (request.neighbourCounts()) {
            neighbours.ask(request, address);
        }
        Key key = new Key(request.id().uplink(), request.id().family());
        try {
            EchoPath path = paths.get(key);
            if (path != null && !path.fits(request)) {
                discard(key);
                path = null;
            }
            if (path == null) {
                path = EchoPath.open(request);
                paths.put(key, path);
            }
            path.send(request, address);
        } catch (ErrnoException failed) {
            discard(key);
            refuse(request, failed);
        }
    }

    /** Where the neighbour table counts too, it decides. */
    private void refuse(ProbeRequest request, ErrnoException failed) {
        if (!request.neighbourCounts()) {
            inbox.accept(new Event.ProbeRefused(request.id(), "cannot send: " + failed.getMessage()));
        }
    }

    /** Whether a request waits for room in the queue of its device. */
    public boolean hasUnsent() {
        for (EchoPath path : paths.values()) {
            if (path.hasUnsent()) {
                return true;
            }
        }
        return false;
    }

    /** Sends what there was no room for, where there is some now. */
    public void sendAgain(long now) {
        Iterator<EchoPath> each = paths.values().iterator();
        while (each.hasNext()) {
            EchoPath path = each.next();
            try {
                path.sendAgain(now);
            } catch (ErrnoException failed) {
                path.close();
                each.remove();
                path.unsent().forEach(request -> refuse(request, failed));
            }
        }
    }

    /** Adds the sockets to wait for. */
    public void addTo(List<PolledSocket> sockets) {
        awaited.clear();
        for (EchoPath path : paths.values()) {
            awaited.add(path);
            sockets.add(path.socket());
        }
    }

    /**
     * Handles what the poller found.
     *
     * @param first where in the poller's list the first socket of {@link #addTo} was
     */
    public void handle(Poller poller, int first) {
        for (int i = 0; i < awaited.size(); i++) {
            if (poller.isReady(first + i)) {
                receive(awaited.get(i));
            }
        }
    }

    private void receive(EchoPath path) {
        try {
            path.receive(inbox);
        } catch (ErrnoException failed) {
            LOG.debug("receiving on {}: {}", path, failed.getMessage());
            paths.values().remove(path);
            path.close();
        } catch (SocketClosedException closed) {
            paths.values().remove(path);
        }
    }

    private void discard(Key key) {
        EchoPath path = paths.remove(key);
        if (path != null) {
            path.close();
        }
    }

    /** Closes what nobody uses any more. */
    public void sweep(long now) {
        Iterator<EchoPath> each = paths.values().iterator();
        while (each.hasNext()) {
            EchoPath path = each.next();
            if (now - path.lastUsed() > IDLE) {
                path.close();
                each.remove();
            }
        }
    }

    @Override
    public void close() {
        paths.values().forEach(EchoPath::close);
        paths.clear();
    }
}
