package dev.multipath.netlink.bench;

import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.Routes;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The work of {@code scripts/bench-netlink} by this library: {@code ROUTES REPLACES EVENTS}.
 *
 * <p>Prints {@code VARIANT WORK NANOSECONDS [P50 P99 MAX]}. The first pass of the process is {@code cold}, the fourth
 * and all later ones are {@code warm}; those between are not reported. A route is made, encoded, sent and acknowledged
 * inside the measured time.
 */
public final class LibraryWork {
    private static final int PASSES = 7;
    private static final int FIRST_WARM_PASS = 4;
    private static final int DUMPS = 5;
    /** Changes to a batch. */
    private static final int IN_A_BATCH = 1000;

    private static final RouteFilter FILTER = RouteFilter.of(AddressFamily.INET).table(Agreed.TABLE);

    private final RtNetlink netlink;
    private final int device;
    private final int count;
    private final Lines lines;

    private LibraryWork(RtNetlink netlink, int device, int count, Lines lines) {
        this.netlink = netlink;
        this.device = device;
        this.count = count;
        this.lines = lines;
    }

    /** Measures in the namespace of this process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int routes = Integer.parseInt(arguments[0]);
        int replaces = Integer.parseInt(arguments[1]);
        int events = Integer.parseInt(arguments[2]);
        Lines lines = new Lines(System.out);
        try (RtNetlink netlink = RtNetlink.open()) {
            int device = netlink.links().get(Agreed.DEVICE).orElseThrow().index();
            LibraryWork work = new LibraryWork(netlink, device, routes, lines);
            for (int pass = 1; pass <= PASSES; pass++) {
                lines.variant(pass == 1 ? "cold" : pass < FIRST_WARM_PASS ? "" : "warm");
                work.oneByOne();
                work.batched();
                work.replace(replaces);
                if (pass == 1 || pass == PASSES) {
                    EventLatency.measure(netlink, events, lines);
                }
            }
        }
    }

    private void oneByOne() {
        Routes routes = netlink.routes();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            routes.add(Agreed.route(i, device));
        }
        lines.took("add", start);
        for (int i = 0; i < DUMPS; i++) {
            dump(routes);
            walk(routes);
        }
        start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            routes.delete(Agreed.route(i, device));
        }
        lines.took("delete", start);
    }

    private void dump(Routes routes) {
        long start = System.nanoTime();
        List<Route> all = routes.list(FILTER);
        lines.took("dump", start);
        if (all.size() != count) {
            throw new IllegalStateException(all.size() + " routes instead of " + count);
        }
    }

    private void walk(Routes routes) {
        int[] found = new int[1];
        long start = System.nanoTime();
        routes.walk(FILTER, row -> found[0] += row.destinationLow() == Agreed.FIRST_ROUTE ? 1 : 0);
        lines.took("walk", start);
        if (found[0] != 1) {
            throw new IllegalStateException("the route sought was seen " + found[0] + " times");
        }
    }

    private void batched() {
        long start = System.nanoTime();
        all(netlink.batch().acknowledgeLast(), Batch::add);
        lines.took("add-batch", start);
        start = System.nanoTime();
        all(netlink.batch().acknowledgeLast(), Batch::delete);
        lines.took("delete-batch", start);
        start = System.nanoTime();
        all(netlink.batch(), Batch::add);
        lines.took("add-batch-acks", start);
        start = System.nanoTime();
        flush(netlink.batch().acknowledgeLast());
        lines.took("flush", start);
    }

    private void all(Batch batch, BiConsumer<Batch, Route> change) {
        for (int i = 0; i < count; i++) {
            change.accept(batch, Agreed.route(i, device));
            sendIfFull(batch);
        }
        send(batch);
    }

    private void flush(Batch batch) {
        for (Route route : netlink.routes().list(FILTER)) {
            batch.delete(route);
            sendIfFull(batch);
        }
        send(batch);
    }

    private static void sendIfFull(Batch batch) {
        if (batch.size() == IN_A_BATCH) {
            send(batch);
        }
    }

    private static void send(Batch batch) {
        batch.send().forEach(ChangeResult::orThrow);
    }

    private void replace(int replaces) {
        Routes routes = netlink.routes();
        long[] times = new long[replaces];
        long start = System.nanoTime();
        for (int i = 0; i < replaces; i++) {
            long begin = System.nanoTime();
            routes.replace(Agreed.weightedDefault(device));
            times[i] = System.nanoTime() - begin;
        }
        lines.distribution("replace", System.nanoTime() - start, times);
    }
}
