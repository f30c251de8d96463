package dev.multipath.agent.probe;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.Poller;
import dev.multipath.netlink.transport.SocketClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends ICMP echo requests over each uplink from one thread, and posts what comes back.
 *
 * <p>Each uplink and family has a socket of its own, bound to its device and source address. It is opened anew when the
 * device was re-created, the address changed, or the kernel says that it is of no more use.
 */
public final class EchoProber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EchoProber.class);

    /** Requests waiting to be sent; more are dropped, and their rounds count as lost. */
    private static final int CAPACITY = 256;

    /** So long a socket without a request is kept. */
    private static final long IDLE = Duration.ofSeconds(60).toNanos();

    private static final Duration SWEEP = Duration.ofSeconds(5);

    /** One socket for each of these. */
    private record Path(String uplink, AddressFamily family) {}

    private final BlockingQueue<List<ProbeRequest>> requests = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<Event> inbox;
    private final NeighbourProbe neighbours;
    private final Poller poller;
    private final Thread thread;
    private volatile boolean closing;

    /** Of the prober's own thread. */
    private final Map<Path, EchoPath> paths = new LinkedHashMap<>();

    /**
     * @param inbox takes {@link Event.ProbeAnswered} and {@link Event.ProbeRefused}; never waits
     * @throws ErrnoException without a free descriptor
     */
    public EchoProber(NeighbourProbe neighbours, Consumer<Event> inbox) throws ErrnoException {
        this.inbox = inbox;
        this.neighbours = neighbours;
        this.poller = Poller.open();
        this.thread = new Thread(this::run, "prober");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. */
    public void send(List<ProbeRequest> probes) {
        if (!requests.offer(probes)) {
            LOG.warn("{} probes dropped: too many wait to be sent", probes.size());
        }
        poller.wakeUp();
    }

    @Override
    public void close() {
        closing = true;
        poller.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        poller.close();
    }

    private void run() {
        List<EchoPath> open = new ArrayList<>();
        List<IcmpSocket> sockets = new ArrayList<>();
        while (!closing) {
            turn(open, sockets);
        }
        paths.values().forEach(EchoPath::close);
        paths.clear();
        neighbours.close();
    }

    /** Sends what is to be sent and waits for answers; a method of its own, so that it gets compiled. */
    private void turn(List<EchoPath> open, List<IcmpSocket> sockets) {
        sendWaiting();
        open.clear();
        sockets.clear();
        for (EchoPath path : paths.values()) {
            open.add(path);
            sockets.add(path.socket());
        }
        await(open, sockets);
        sweep();
    }

    private void sendWaiting() {
        List<ProbeRequest> batch = requests.poll();
        while (batch != null) {
            for (ProbeRequest request : batch) {
                send(request);
            }
            batch = requests.poll();
        }
    }

    private void await(List<EchoPath> open, List<IcmpSocket> sockets) {
        try {
            if (poller.await(sockets, neighbours.isWaiting() ? NeighbourProbe.PERIOD : SWEEP) > 0) {
                for (int i = 0; i < open.size(); i++) {
                    if (poller.isReady(i)) {
                        receive(open.get(i));
                    }
                }
            }
            neighbours.collect(inbox);
        } catch (ErrnoException failed) {
            LOG.warn("waiting for answers: {}", failed.getMessage());
        }
    }

    private void send(ProbeRequest request) {
        if (request.neighbourCounts()) {
            neighbours.ask(request);
        }
        Path key = new Path(request.id().uplink(), request.id().family());
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
            path.send(request);
        } catch (ErrnoException failed) {
            discard(key);
            if (!request.neighbourCounts()) {
                inbox.accept(new Event.ProbeRefused(request.id(), "cannot send: " + failed.getMessage()));
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

    private void discard(Path key) {
        EchoPath path = paths.remove(key);
        if (path != null) {
            path.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        Iterator<EchoPath> each = paths.values().iterator();
        while (each.hasNext()) {
            EchoPath path = each.next();
            if (now - path.lastUsed() > IDLE) {
                path.close();
                each.remove();
            }
        }
    }
}
