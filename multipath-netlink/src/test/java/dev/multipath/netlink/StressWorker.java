package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * One thread that changes a routing table of its own, alone or in batches, and predicts each result: nobody else touches
 * the table. A handle may be closed under it at any time; what then became of a change, the next list tells.
 */
final class StressWorker implements Callable<StressWorker> {
    private static final int PREFIXES = 300;
    private static final int GATEWAYS = 3;
    private static final int MAX_BATCH = 60;
    private static final int MAX_LISTS = 1000;

    private enum Verb {
        ADD,
        ADD_IF_ABSENT,
        REPLACE,
        DELETE,
        DELETE_IF_PRESENT
    }

    private record Change(Verb verb, int number, int gateway) {}

    private final int id;
    private final StressHandle handle;
    private final int device;
    private final int changes;
    private final IntConsumer progress;
    private final Random random;
    /** Gateway by number of the prefix: what the kernel has if every result was true. */
    private final Map<Integer, Integer> known = new TreeMap<>();
    /** Prefixes whose last result is lost. */
    private final Set<Integer> doubted = new HashSet<>();

    private int results;
    private int lost;

    /** @param progress told how many more changes have their result */
    StressWorker(int id, StressHandle handle, int device, int changes, long seed, IntConsumer progress) {
        this.id = id;
        this.handle = handle;
        this.device = device;
        this.changes = changes;
        this.progress = progress;
        this.random = new Random(seed);
    }

    /** How many changes have a result: one each. */
    int results() {
        return results;
    }

    /** Results that say that what the kernel said is lost. */
    int lost() {
        return lost;
    }

    @Override
    public StressWorker call() {
        while (results < changes) {
            int before = results;
            if (random.nextInt(4) == 0) {
                batch(Math.min(changes - results, 1 + random.nextInt(MAX_BATCH)));
            } else {
                one(change());
            }
            if (!doubted.isEmpty()) {
                settle();
            }
            progress.accept(results - before);
        }
        settle();
        return this;
    }

    private void one(Change change) {
        RtNetlink netlink = handle.get();
        ChangeResult result;
        try {
            result = alone(netlink.routes(), change);
        } catch (NetlinkException.Rejected refused) {
            result = new ChangeResult.Refused(refused);
        } catch (NetlinkException.Closed closed) {
            handle.reopen(netlink);
            result = new ChangeResult.Unknown(closed);
        }
        take(change, result);
    }

    private ChangeResult alone(Routes routes, Change change) {
        Route route = route(change);
        switch (change.verb()) {
            case ADD -> routes.add(route);
            case REPLACE -> routes.replace(route);
            case DELETE -> routes.delete(route);
            case ADD_IF_ABSENT -> {
                return routes.addIfAbsent(route) ? ChangeResult.DONE : new ChangeResult.NotNeeded(Errno.EEXIST);
            }
            case DELETE_IF_PRESENT -> {
                return routes.deleteIfPresent(route) ? ChangeResult.DONE : new ChangeResult.NotNeeded(Errno.ESRCH);
            }
        }
        return ChangeResult.DONE;
    }

    private void batch(int size) {
        RtNetlink netlink = handle.get();
        Batch batch = random.nextBoolean() ? netlink.batch() : netlink.batch().acknowledgeLast();
        List<Change> sent = new ArrayList<>();
        Map<Integer, Integer> foreseen = new TreeMap<>(known);
        for (int i = 0; i < size; i++) {
            Change change = change(foreseen);
            sent.add(change);
            apply(foreseen, change);
            put(batch, change);
        }
        List<ChangeResult> answers = batch.send();
        assertThat(answers).hasSize(size);
        boolean closed = false;
        for (int i = 0; i < size; i++) {
            closed |= isLost(answers.get(i));
            take(sent.get(i), answers.get(i));
        }
        if (closed) {
            handle.reopen(netlink);
        }
    }

    private void put(Batch batch, Change change) {
        Route route = route(change);
        switch (change.verb()) {
            case ADD -> batch.add(route);
            case REPLACE -> batch.replace(route);
            case DELETE -> batch.delete(route);
            case ADD_IF_ABSENT -> batch.addIfAbsent(route);
            case DELETE_IF_PRESENT -> batch.deleteIfPresent(route);
        }
    }

    private static boolean isLost(ChangeResult result) {
        return result instanceof ChangeResult.Unknown || result instanceof ChangeResult.NotSent;
    }

    /** Compares a result with what it had to be, and remembers what it means. */
    private void take(Change change, ChangeResult result) {
        results++;
        if (result instanceof ChangeResult.NotSent notSent) {
            assertThat(notSent.why()).isInstanceOf(NetlinkException.Closed.class);
            lost++;
            return;
        }
        if (result instanceof ChangeResult.Unknown unknown) {
            assertThat(unknown.why()).isInstanceOf(NetlinkException.Closed.class);
            lost++;
            doubted.add(change.number());
            return;
        }
        if (doubted.contains(change.number())) {
            return;
        }
        boolean there = known.containsKey(change.number());
        boolean fits = !there || known.get(change.number()) == change.gateway();
        String expected = switch (change.verb()) {
            case ADD -> there ? "refused EEXIST (17)" : "done";
            case ADD_IF_ABSENT -> there ? "not needed" : "done";
            case REPLACE -> "done";
            case DELETE -> there && fits ? "done" : "refused ESRCH (3)";
            case DELETE_IF_PRESENT -> there && fits ? "done" : "not needed";
        };
        assertThat(words(result)).as("%s of worker %s", change, id).isEqualTo(expected);
        if (result instanceof ChangeResult.Done) {
            apply(known, change);
        }
    }

    private static String words(ChangeResult result) {
        if (result instanceof ChangeResult.Refused refused) {
            return "refused " + refused.why().errno();
        }
        return result instanceof ChangeResult.Done ? "done" : "not needed";
    }

    private static void apply(Map<Integer, Integer> table, Change change) {
        switch (change.verb()) {
            case ADD, ADD_IF_ABSENT -> table.putIfAbsent(change.number(), change.gateway());
            case REPLACE -> table.put(change.number(), change.gateway());
            case DELETE, DELETE_IF_PRESENT -> table.remove(change.number(), change.gateway());
        }
    }

    /** Lists the table: what was certain is so, and what was in doubt is what it is. */
    private void settle() {
        Map<Integer, Integer> listed = listed();
        Map<Integer, Integer> certain = new TreeMap<>(listed);
        certain.keySet().removeAll(doubted);
        known.keySet().removeAll(doubted);
        assertThat(certain).as("table of worker %s", id).isEqualTo(known);
        known.putAll(listed);
        doubted.clear();
    }

    private Map<Integer, Integer> listed() {
        for (int i = 0; i < MAX_LISTS; i++) {
            RtNetlink netlink = handle.get();
            try {
                Map<Integer, Integer> listed = new TreeMap<>();
                for (Route route :
                        netlink.routes().list(RouteFilter.of(family()).table(table(id)))) {
                    listed.put(number(route), gateway(route));
                }
                return listed;
            } catch (NetlinkException.Closed closed) {
                handle.reopen(netlink);
            }
        }
        throw new AssertionError("closed " + MAX_LISTS + " times");
    }

    private Change change() {
        return change(known);
    }

    /** A deletion names the gateway the route has, as a rule. */
    private Change change(Map<Integer, Integer> table) {
        Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
        int number = random.nextInt(PREFIXES);
        boolean deletion = verb == Verb.DELETE || verb == Verb.DELETE_IF_PRESENT;
        int any = 1 + random.nextInt(GATEWAYS);
        return new Change(verb, number, deletion ? table.getOrDefault(number, any) : any);
    }

    static RouteTable table(int id) {
        return RouteTable.of(8000 + id);
    }

    private AddressFamily family() {
        return id % 2 == 0 ? AddressFamily.INET : AddressFamily.INET6;
    }

    private Route route(Change change) {
        boolean ipv4 = id % 2 == 0;
        int number = change.number();
        IpAddress to = ipv4 ? IpAddress.ipv4(0x0a00_0000 + number) : IpAddress.ipv6(0x2001_0db8_0099_0000L, number);
        String gateway = (ipv4 ? "192.0.2.10" : "2001:db8:1::10") + change.gateway();
        return Route.to(IpPrefix.host(to))
                .table(table(id))
                .protocol(Protocol.of(77))
                .via(IpAddress.parse(gateway), device);
    }

    private static int number(Route route) {
        byte[] address = route.destination().address().toBytes();
        return (address[address.length - 2] & 0xff) << 8 | (address[address.length - 1] & 0xff);
    }

    private static int gateway(Route route) {
        String text = ((RouteTarget.Single) route.target())
                .hop()
                .gateway()
                .orElseThrow()
                .toString();
        return text.charAt(text.length() - 1) - '0';
    }
}
