package dev.multipath.agent.shell;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RouteRow;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.Visitor;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the default routes of a table that may hold a million others. Used by one thread, but for {@link #doubt}.
 *
 * <p>No request asks for defaults alone. The kernel dumps an IPv4 table in the order of addresses, defaults first, and
 * makes the next part of a dump only when it is read: the rest of a large one is left unread, and its socket closed. An
 * IPv6 table is dumped with its defaults last; those of a large one are read again when something was heard, and else
 * seldom.
 */
final class DefaultRoutes implements AutoCloseable {
    /** A table with fewer routes is read to its end every time. */
    private static final int LARGE = 2_000;

    /** Unless something is heard, reading a large IPv6 table takes no more than this part of the time. */
    private static final int SHARE = 200;

    private final Supplier<RtNetlink> handles;
    private final LongSupplier nanoTime;
    private final Map<RouteTable, Known> large = new HashMap<>();
    private volatile boolean doubtful;
    private @Nullable RtNetlink handle;

    /** What was read of a large IPv6 table, and until when that is believed. */
    private record Known(List<Route> defaults, long until) {}

    /** Thrown by a visitor that has seen enough. */
    private static final class SeenEnough extends RuntimeException {
        private static final long serialVersionUID = 1;

        SeenEnough() {
            super(null, null, false, false);
        }
    }

    /** @param handles opens a handle of its own, whose dumps may be given up */
    DefaultRoutes(Supplier<RtNetlink> handles, LongSupplier nanoTime) {
        this.handles = handles;
        this.nanoTime = nanoTime;
    }

    /** Something was heard that may concern default routes; for any thread. */
    void doubt() {
        doubtful = true;
    }

    /** What is known of this table is not true any more. */
    void forget(RouteTable table) {
        large.computeIfPresent(table, (same, known) -> new Known(known.defaults(), nanoTime.getAsLong()));
    }

    /** Whether reading the IPv6 defaults of this table takes long. */
    boolean isLarge(RouteTable table) {
        return large.containsKey(table);
    }

    /** In the order in which the kernel considers them; none for a table that does not exist. */
    List<Route> of(AddressFamily family, RouteTable table) {
        return family.equals(AddressFamily.INET) ? ipv4(table) : ipv6(table);
    }

    private List<Route> ipv4(RouteTable table) {
        Defaults seen = new Defaults(true);
        try {
            handle().routes().walk(RouteFilter.of(AddressFamily.INET).table(table), seen);
        } catch (SeenEnough enough) {
            close();
        }
        return seen.found;
    }

    private List<Route> ipv6(RouteTable table) {
        if (doubtful) {
            doubtful = false;
            large.clear();
        }
        long start = nanoTime.getAsLong();
        Known known = large.get(table);
        if (known != null && start - known.until < 0) {
            return known.defaults;
        }
        Defaults seen = new Defaults(false);
        handle().routes().walk(RouteFilter.of(AddressFamily.INET6).table(table), seen);
        if (seen.rows > LARGE) {
            long took = nanoTime.getAsLong() - start;
            large.put(table, new Known(seen.found, start + took * SHARE));
        } else {
            large.remove(table);
        }
        return seen.found;
    }

    private RtNetlink handle() {
        RtNetlink open = handle;
        if (open == null) {
            open = handles.get();
            handle = open;
        }
        return open;
    }

    @Override
    public void close() {
        RtNetlink open = handle;
        if (open != null) {
            open.close();
            handle = null;
        }
    }

    private static final class Defaults implements Visitor<RouteRow> {
        private final boolean defaultsFirst;
        private List<Route> found = new ArrayList<>();
        private int rows;

        Defaults(boolean defaultsFirst) {
            this.defaultsFirst = defaultsFirst;
        }

        @Override
        public void visit(RouteRow row) {
            rows++;
            if (row.destinationLength() == 0) {
                found.add(row.toRoute());
            } else if (defaultsFirst && rows > LARGE) {
                throw new SeenEnough();
            }
        }

        @Override
        public boolean restart() {
            found = new ArrayList<>();
            rows = 0;
            return true;
        }
    }
}
