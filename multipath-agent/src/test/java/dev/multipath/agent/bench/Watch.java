package dev.multipath.agent.bench;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.Link;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** What the kernel says about a namespace's links, routes and rules, and when: {@code ip monitor} with a clock. */
public final class Watch implements AutoCloseable {
    /**
     * An event.
     *
     * @param nanos of {@link System#nanoTime} when it was read
     */
    record Heard(long nanos, RtEvent event) {}

    private final List<Heard> heard = new ArrayList<>();
    private final Monitor monitor;

    private Watch(Namespace namespace) {
        monitor = namespace.netlink().monitor().links().routes().rules().start(this::hear);
    }

    /** Listens from now on. */
    public static Watch on(Namespace namespace) {
        return new Watch(namespace);
    }

    private void hear(RtEvent event) {
        long now = System.nanoTime();
        synchronized (heard) {
            heard.add(new Heard(now, event));
        }
    }

    /** What was heard from a moment on. */
    List<Heard> since(long nanos) {
        synchronized (heard) {
            return heard.stream().filter(one -> one.nanos() - nanos >= 0).toList();
        }
    }

    /** When such an event came first, from a moment on. */
    public OptionalLong first(long sinceNanos, Predicate<RtEvent> wanted) {
        return since(sinceNanos).stream()
                .filter(one -> wanted.test(one.event()))
                .mapToLong(Heard::nanos)
                .findFirst();
    }

    /** Waits for such an event. */
    long await(Duration atMost, String what, long sinceNanos, Predicate<RtEvent> wanted) {
        return Await.until(atMost, what, () -> first(sinceNanos, wanted), OptionalLong::isPresent)
                .getAsLong();
    }

    /** Changed routes and rules from a moment on. */
    List<RtEvent> writes(long sinceNanos) {
        return since(sinceNanos).stream()
                .map(Heard::event)
                .filter(Watch::isWrite)
                .toList();
    }

    private static boolean isWrite(RtEvent event) {
        return event instanceof RtEvent.RouteChanged
                || event instanceof RtEvent.RouteRemoved
                || event instanceof RtEvent.RuleChanged
                || event instanceof RtEvent.RuleRemoved
                || event instanceof RtEvent.EventsLost;
    }

    /** Waits for a time of this length in which no route or rule changes. */
    void awaitQuiet(Duration quiet, Duration atMost) {
        long start = System.nanoTime();
        Await.until(atMost, "routes and rules to rest", () -> {
            long now = System.nanoTime();
            return now - start >= quiet.toNanos()
                    && writes(now - quiet.toNanos()).isEmpty();
        });
    }

    /** That a device has lost its carrier, or is gone. */
    static boolean tellsLoss(RtEvent event, String device) {
        return event instanceof RtEvent.LinkChanged changed
                && changed.link().name().equals(device)
                && (changed.link().flags() & Link.LOWER_UP) == 0;
    }

    @Override
    public void close() {
        monitor.close();
    }
}
