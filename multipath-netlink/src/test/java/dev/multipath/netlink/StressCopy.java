package dev.multipath.netlink;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** A copy of some tables, kept by events and, whenever events are lost, by a list, as {@link Monitor} says. */
final class StressCopy implements Consumer<RtEvent> {
    private final RtNetlink netlink;
    private final LongPredicate tables;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Map<RouteKey, Route> routes = new HashMap<>();
    private int overruns;
    private int heard;

    StressCopy(RtNetlink netlink, LongPredicate tables) {
        this.netlink = netlink;
        this.tables = tables;
    }

    /** Events are taken in from now on; until then the kernel's queue runs over. */
    void open() {
        gate.countDown();
    }

    @Override
    public void accept(RtEvent event) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (event instanceof RtEvent.EventsLost) {
            Set<Route> listed = listed();
            synchronized (this) {
                overruns++;
                routes.clear();
                listed.forEach(route -> routes.put(route.key(), route));
                notifyAll();
            }
        } else if (event instanceof RtEvent.RouteChanged changed
                && tables.test(changed.route().table().value())) {
            put(changed.route());
        } else if (event instanceof RtEvent.RouteRemoved removed
                && tables.test(removed.route().table().value())) {
            remove(removed.route());
        }
    }

    /** What the kernel has in these tables. */
    Set<Route> listed() {
        return new HashSet<>(netlink.routes().list(RouteFilter.ALL, row -> tables.test(row.table())));
    }

    synchronized Set<Route> routes() {
        return new HashSet<>(routes.values());
    }

    synchronized int overruns() {
        return overruns;
    }

    synchronized int heard() {
        return heard;
    }

    /** Waits until this route is in the copy, or events are lost again. */
    synchronized boolean hearsOf(Route route) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int before = overruns;
        while (!routes.containsKey(route.key()) && overruns == before) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("neither heard of nor told that events are lost: " + route);
            }
            wait(left);
        }
        return routes.containsKey(route.key());
    }

    private synchronized void put(Route route) {
        heard++;
        routes.put(route.key(), route);
        notifyAll();
    }

    private synchronized void remove(Route route) {
        heard++;
        routes.remove(route.key());
        notifyAll();
    }
}
