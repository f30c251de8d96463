package dev.multipath.agent.notify;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Happening;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd, if it started the agent, that it is ready, how it fares, and that it lives: a thread of its own pings
 * the watchdog only while the deciding thread goes on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sd_notify.3.html">sd_notify(3)</a>,
 *     <a href="https://man7.org/linux/man-pages/man3/sd_watchdog_enabled.3.html">sd_watchdog_enabled(3)</a>
 */
public final class ServiceManager implements Consumer<Happening>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("agent");
    private static final long LOOK_MILLIS = 20;

    /** What the kernel refuses for good must not keep the agent from being called ready. */
    private static final Duration READY_ANYWAY = Duration.ofSeconds(5);

    /** Something to look after; a configuration where one was read again, or could not be. */
    private record Wake(boolean reloaded, Optional<AgentConfig> config) {
        static final Wake PLAIN = new Wake(false, Optional.empty());
    }

    private final boolean wanted;
    private final long pingNanos;
    private final Consumer<String> send;
    private final BlockingQueue<Wake> wakes = new ArrayBlockingQueue<>(64);
    private volatile @Nullable Thread thread;
    private String status = "";
    private boolean stuck;

    private ServiceManager(boolean wanted, long pingNanos, Consumer<String> send) {
        this.wanted = wanted;
        this.pingNanos = pingNanos;
        this.send = send;
    }

    /**
     * Silent unless the environment names a socket.
     *
     * @param send brings a datagram there; never waits or throws
     */
    public static ServiceManager of(Map<String, String> environment, long pid, Consumer<String> send) {
        boolean wanted = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
        return new ServiceManager(wanted, pingNanos(environment, pid), send);
    }

    /** Half the time after which it is taken for dead; 0 for never. */
    static long pingNanos(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        boolean mine = whose.isEmpty() || whose.equals(Long.toString(pid));
        return mine && micros.matches("[1-9][0-9]{0,14}") ? Long.parseLong(micros) * 1000 / 2 : 0;
    }

    /**
     * Begins to watch an agent; before it decides anything.
     *
     * @param isSettled whether the kernel holds what such a state wishes
     */
    public void watch(Supplier<AgentState> state, Predicate<AgentState> isSettled) {
        if (wanted) {
            Thread watcher = new Thread(() -> run(state, isSettled), "service");
            watcher.setDaemon(true);
            thread = watcher;
            watcher.start();
        }
    }

    /** Never waits: whoever finds the queue full knows that it is looked after. */
    @Override
    public void accept(Happening happening) {
        if (wanted) {
            wakes.offer(Wake.PLAIN);
        }
    }

    /** The configuration is about to be read again. */
    public void reloading() {
        if (wanted) {
            send.accept("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
        }
    }

    /** It was, and is on its way to the deciding thread; or was bad. */
    public void reloaded(Optional<AgentConfig> config) {
        if (wanted && !wakes.offer(new Wake(true, config))) {
            send.accept("READY=1");
        }
    }

    private void run(Supplier<AgentState> state, Predicate<AgentState> isSettled) {
        try {
            awaitSettled(state, isSettled);
            status = StatusLine.of(state.get());
            send.accept("READY=1\nSTATUS=" + status);
            long pinged = System.nanoTime();
            long woken = state.get().woken();
            while (true) {
                long wait = pingNanos == 0 ? Long.MAX_VALUE : pinged + pingNanos - System.nanoTime();
                @Nullable Wake wake = wakes.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (wake != null) {
                    lookSafely(wake, state);
                }
                if (pingNanos > 0 && System.nanoTime() - pinged >= pingNanos) {
                    woken = ping(state.get().woken(), woken);
                    pinged = System.nanoTime();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSettled(Supplier<AgentState> state, Predicate<AgentState> isSettled) throws InterruptedException {
        long since = 0;
        boolean ready = false;
        while (!ready) {
            AgentState now = state.get();
            since = since == 0 && !now.isStarting() ? System.nanoTime() : since;
            boolean late = since != 0 && System.nanoTime() - since > READY_ANYWAY.toNanos();
            ready = !now.isStarting() && (late || isSettled.test(now));
            if (!ready) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    /** A mistake in a line of text must not end the pings. */
    private void lookSafely(Wake wake, Supplier<AgentState> state) throws InterruptedException {
        try {
            look(wake, state);
        } catch (RuntimeException unforeseen) {
            LOG.error("no status for the service manager", unforeseen);
        }
    }

    private void look(Wake wake, Supplier<AgentState> state) throws InterruptedException {
        if (wake.config().isPresent()) {
            awaitConfig(wake.config().get(), state);
        }
        String now = StatusLine.of(state.get());
        if (wake.reloaded()) {
            send.accept("READY=1\nSTATUS=" + now);
        } else if (!now.equals(status)) {
            send.accept("STATUS=" + now);
        }
        status = now;
    }

    /** The very object, once the deciding thread has taken it up. */
    @SuppressWarnings("ReferenceEquality")
    private static void awaitConfig(AgentConfig config, Supplier<AgentState> state) throws InterruptedException {
        long deadline = System.nanoTime() + READY_ANYWAY.toNanos();
        while (state.get().config() != config && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The deciding thread wakes ten times a second: one that has not since the last ping is stuck. */
    private long ping(long now, long last) {
        boolean stands = now == last;
        if (stands && !stuck) {
            LOG.error("the deciding thread does not go on; the watchdog is not told that all is well");
        } else if (!stands) {
            send.accept("WATCHDOG=1");
        }
        stuck = stands;
        return now;
    }

    /** The agent is about to end. */
    @Override
    public void close() {
        Thread watcher = thread;
        if (watcher != null) {
            thread = null;
            watcher.interrupt();
            send.accept("STOPPING=1");
        }
    }
}
