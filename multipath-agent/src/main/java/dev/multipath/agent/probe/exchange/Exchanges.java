package dev.multipath.agent.probe.exchange;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.PolledSocket;
import dev.multipath.netlink.transport.Poller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges under way, bounded in number and time whatever the other sides do: where there are too many, the oldest
 * is given up for the newest. Of the prober's thread alone.
 */
public final class Exchanges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    /** A descriptor each. On one path: eight targets every 100 ms, each waited for three seconds. */
    private static final int MANY = 2048;

    private static final int MANY_ON_PATH = 256;

    /** Some 30 KiB each once it speaks TLS. */
    private static final int FEW = 256;

    private static final int FEW_ON_PATH = 64;

    private final int most;
    private final int mostOnPath;

    private final Set<Exchange> open = new LinkedHashSet<>();
    private final Map<Path, Integer> onPath = new HashMap<>();
    private final List<Exchange> awaited = new ArrayList<>();

    private Exchanges(int most, int mostOnPath) {
        this.most = most;
        this.mostOnPath = mostOnPath;
    }

    /** For such as cost a descriptor and little else. */
    public static Exchanges many() {
        return new Exchanges(MANY, MANY_ON_PATH);
    }

    /** For such as keep buffers. */
    public static Exchanges few() {
        return new Exchanges(FEW, FEW_ON_PATH);
    }

    /** Opens a socket and sends the first packet. */
    @FunctionalInterface
    public interface Opening {
        /**
         * The exchange, begun.
         *
         * @throws ErrnoException where no packet can leave this way
         */
        Exchange begin() throws ErrnoException;
    }

    /**
     * Makes room, begins an exchange, and waits for what comes; may be called from within {@link Exchange#proceed} and
     * {@link Exchange#giveUp}.
     *
     * @param path the exchange's
     * @throws ErrnoException where no packet can leave this way
     */
    public void add(Path path, Opening opening) throws ErrnoException {
        makeRoom(path);
        Exchange exchange = opening.begin();
        open.add(exchange);
        onPath.merge(exchange.path(), 1, Integer::sum);
    }

    /** What is given up may begin another one at once, as a lookup does with its next resolver; they come to an end. */
    private void makeRoom(Path path) {
        while (onPath.getOrDefault(path, 0) >= mostOnPath) {
            giveUpOldest(path);
        }
        while (open.size() >= most) {
            giveUp(open.iterator().next());
        }
    }

    /** Adds the sockets to wait for. */
    public void addTo(List<PolledSocket> sockets) {
        awaited.clear();
        for (Exchange exchange : open) {
            awaited.add(exchange);
            sockets.add(exchange.socket());
        }
    }

    /**
     * Handles what the poller found.
     *
     * @param first where in the poller's list the first socket of {@link #addTo} was
     */
    public void handle(Poller poller, int first) {
        for (int i = 0; i < awaited.size(); i++) {
            if (poller.isReady(first + i) && open.contains(awaited.get(i))) {
                proceed(awaited.get(i));
            }
        }
    }

    private void proceed(Exchange exchange) {
        boolean over = true;
        try {
            over = exchange.proceed();
        } catch (RuntimeException mistake) {
            // What strangers sent led to it; it must not end the probing of all uplinks.
            LOG.warn("reading on {}", exchange.socket(), mistake);
        }
        if (over) {
            remove(exchange);
        }
    }

    /** Gives up what is overdue. */
    public void expire(long now) {
        List<Exchange> overdue = new ArrayList<>();
        for (Exchange exchange : open) {
            if (now - exchange.deadline() >= 0) {
                overdue.add(exchange);
            }
        }
        overdue.forEach(this::giveUp);
    }

    /** How long until one is overdue, in nanoseconds, or {@code most} if that is less. */
    public long untilExpiry(long now, long most) {
        long wait = most;
        for (Exchange exchange : open) {
            wait = Math.min(wait, exchange.deadline() - now);
        }
        return Math.max(0, wait);
    }

    /** How many are under way. */
    public int size() {
        return open.size();
    }

    private void giveUpOldest(Path path) {
        Iterator<Exchange> each = open.iterator();
        while (each.hasNext()) {
            Exchange exchange = each.next();
            if (exchange.path().equals(path)) {
                giveUp(exchange);
                return;
            }
        }
    }

    private void giveUp(Exchange exchange) {
        remove(exchange);
        exchange.giveUp();
    }

    private void remove(Exchange exchange) {
        if (open.remove(exchange)) {
            onPath.computeIfPresent(exchange.path(), (path, count) -> count == 1 ? null : count - 1);
        }
        exchange.socket().close();
    }

    @Override
    public void close() {
        open.forEach(exchange -> exchange.socket().close());
        open.clear();
        onPath.clear();
    }
}
