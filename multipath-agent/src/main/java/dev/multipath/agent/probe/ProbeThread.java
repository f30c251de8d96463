package dev.multipath.agent.probe;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.probe.dns.DnsProbe;
import dev.multipath.agent.probe.dns.Names;
import dev.multipath.agent.probe.dns.SystemResolvers;
import dev.multipath.agent.probe.echo.EchoPaths;
import dev.multipath.agent.probe.echo.NeighbourProbe;
import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.agent.probe.exchange.TcpExchange;
import dev.multipath.agent.probe.http.Pages;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.PolledSocket;
import dev.multipath.netlink.transport.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that sends probes and awaits what comes back, over sockets that never block. */
final class ProbeThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeThread.class);

    /** Requests waiting to be sent; more are dropped, and their rounds count as lost. */
    private static final int CAPACITY = 256;

    /** A mistake that is made again and again must not keep the processor busy. */
    private static final long AFTER_MISTAKE = Duration.ofMillis(50).toNanos();

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final BlockingQueue<List<ProbeRequest>> requests = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<Event> inbox;
    private final NeighbourProbe neighbours;
    private final Poller poller;
    private final Thread thread;
    private volatile boolean closing;

    /** These are of the thread's own. */
    private final EchoPaths echoes;

    private final Exchanges exchanges;
    private final Names names;
    private final Pages pages;

    /**
     * @param exchanges a bound on questions under way
     * @throws ErrnoException without a free descriptor
     */
    ProbeThread(String name, Exchanges exchanges, NeighbourProbe neighbours, Consumer<Event> inbox)
            throws ErrnoException {
        this.inbox = inbox;
        this.neighbours = neighbours;
        this.echoes = new EchoPaths(neighbours, inbox);
        this.exchanges = exchanges;
        this.names = new Names(exchanges, new SystemResolvers());
        this.pages = new Pages(names, exchanges);
        this.poller = Poller.open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. */
    void send(List<ProbeRequest> probes) {
        if (probes.isEmpty()) {
            return;
        }
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
        List<PolledSocket> sockets = new ArrayList<>();
        while (!closing) {
            try {
                turn(sockets);
            } catch (RuntimeException mistake) {
                // Without this thread the agent is blind: whatever it was, the others are still to be probed.
                LOG.error("probing goes on after a mistake", mistake);
                LockSupport.parkNanos(AFTER_MISTAKE);
            }
        }
        echoes.close();
        exchanges.close();
        neighbours.close();
    }

    /** Sends what is to be sent and waits for answers; a method of its own, so that it gets compiled. */
    private void turn(List<PolledSocket> sockets) {
        sendWaiting();
        sockets.clear();
        echoes.addTo(sockets);
        int first = sockets.size();
        exchanges.addTo(sockets);
        await(sockets, first);
        long now = System.nanoTime();
        echoes.sendAgain(now);
        exchanges.expire(now);
        echoes.sweep(now);
        names.sweep(now);
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

    private void await(List<PolledSocket> sockets, int first) {
        long wait = exchanges.untilExpiry(System.nanoTime(), longestWait().toNanos());
        try {
            if (poller.await(sockets, Duration.ofNanos(wait)) > 0) {
                echoes.handle(poller, 0);
                exchanges.handle(poller, first);
            }
            neighbours.collect(inbox);
        } catch (ErrnoException failed) {
            LOG.warn("waiting for answers: {}", failed.getMessage());
        }
    }

    private Duration longestWait() {
        if (neighbours.isWaiting()) {
            return NeighbourProbe.PERIOD;
        }
        return echoes.hasUnsent() ? EchoPaths.RETRY : SWEEP;
    }

    private void send(ProbeRequest request) {
        ProbeReply reply = new ProbeReply(request, inbox);
        ProbeTarget target = request.target();
        try {
            if (target instanceof ProbeTarget.Port port) {
                exchanges.add(Path.of(reply.request()), () -> TcpExchange.begin(port, reply));
            } else if (target instanceof ProbeTarget.Url url) {
                pages.ask(url, reply);
            } else if (target instanceof ProbeTarget.Host host) {
                sendTo(host, reply);
            }
        } catch (ErrnoException failed) {
            reply.refused("cannot send: " + failed.getMessage());
        }
    }

    private void sendTo(ProbeTarget.Host host, ProbeReply reply) throws ErrnoException {
        switch (reply.request().probe().type()) {
            case DNS -> exchanges.add(Path.of(reply.request()), () -> DnsProbe.begin(host, reply));
            case ICMP, GATEWAY, TCP, HTTP -> echoes.send(reply.request(), host);
        }
    }
}
