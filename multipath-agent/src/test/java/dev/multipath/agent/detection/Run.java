package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** A watcher on a line, in virtual time: what it sent, and when it took the line in and out of use. */
final class Run implements Watcher.Wire {
    /** The line came into use, or went out of it. */
    record Change(long at, boolean inUse) {}

    private record Arrival(long at, long order, boolean echo, Way way, long packet, long sentAt)
            implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** A watcher that wants to be woken more often than this without any time passing turns in circles. */
    private static final int MAX_WAKES_AT_ONCE = 1_000;

    private final Path path;
    private final Watcher watcher;
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private final List<Change> changes = new ArrayList<>();
    private long now;
    private long order;
    private long sent;
    private boolean inUse;

    Run(Path path, Watcher watcher) {
        this.path = path;
        this.watcher = watcher;
        inUse = watcher.inUse();
    }

    /** Until, and without, this moment. */
    Run until(long end) {
        int still = 0;
        while (true) {
            long wake = watcher.nextWake();
            long arrival = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.peek().at();
            long next = Math.max(now, Math.min(wake, arrival));
            if (next >= end) {
                now = end;
                return this;
            }
            still = next == now ? still + 1 : 0;
            if (still > MAX_WAKES_AT_ONCE) {
                throw new AssertionError("turns in circles at " + now + ": " + watcher);
            }
            now = next;
            if (arrival <= wake) {
                deliver(arrivals.remove());
            } else {
                watcher.wake(now, this);
            }
            if (watcher.inUse() != inUse) {
                inUse = !inUse;
                changes.add(new Change(now, inUse));
            }
        }
    }

    private void deliver(Arrival arrival) {
        if (arrival.echo()) {
            watcher.answered(arrival.packet(), arrival.sentAt(), now, this);
        } else {
            watcher.arrived(arrival.way(), arrival.packet(), now);
        }
    }

    @Override
    public void echo(long probe) {
        sent++;
        long out = path.crossing(Way.OUT, now, probe);
        long back = out == Path.LOST ? Path.LOST : path.crossing(Way.BACK, now + out, probe);
        if (back != Path.LOST) {
            arrivals.add(new Arrival(now + out + back, order++, true, Way.BACK, probe, now));
        }
    }

    @Override
    public void send(Way way, long packet) {
        sent += way == Way.OUT ? 1 : 0;
        long crossing = path.crossing(way, now, packet);
        if (crossing != Path.LOST) {
            arrivals.add(new Arrival(now + crossing, order++, false, way, packet, now));
        }
    }

    @Override
    public Path path() {
        return path;
    }

    List<Change> changes() {
        return changes;
    }

    /** Packets sent from this end. */
    long sent() {
        return sent;
    }

    boolean inUse() {
        return inUse;
    }
}
