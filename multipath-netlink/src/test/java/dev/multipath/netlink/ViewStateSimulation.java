package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table that changes as the kernel's does, with events that come late, lists taken in between, and silent deletions of
 * which only a device's event is heard: whenever nothing is in doubt and every event was taken in, the state is the table.
 * One seed reproduces a run.
 */
final class ViewStateSimulation {
    private static final int STEPS = 400;
    private static final RouteTable T = RouteTable.of(7900);
    private static final RouteTable U = RouteTable.of(7901);

    private Random random = new Random(0);
    private final Map<RouteKey, List<Route>> kernel = new LinkedHashMap<>();
    private final Deque<RtEvent> queue = new ArrayDeque<>();
    private ViewState state = new ViewState();
    private Doubts open = Doubts.NONE;
    private boolean up = true;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 300; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_not_in_doubt_is_as_the_kernel_has_it(long seed) {
        random = new Random(seed);
        look(Doubts.ALL, 0);
        int certain = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> takeIn(random.nextInt(queue.size() + 1), Doubts.NONE);
                case 1 -> look(open, random.nextInt(4));
                case 2 -> silence();
                default -> change();
            }
            if (random.nextInt(8) == 0) {
                takeIn(queue.size(), Doubts.NONE);
                if (random.nextBoolean()) {
                    look(open, 0);
                }
                if (open.isEmpty()) {
                    certain++;
                    assertThat(believed()).as("seed %d step %d", seed, step).isEqualTo(actual());
                }
            }
        }
        settle();
        assertThat(believed()).as("seed %d at the end", seed).isEqualTo(actual());
        assertThat(certain)
                .as("runs that are in doubt all the time show nothing")
                .isPositive();
    }

    private void settle() {
        for (int i = 0; i < 10 && !(queue.isEmpty() && open.isEmpty()); i++) {
            takeIn(queue.size(), Doubts.NONE);
            look(open, 0);
        }
        assertThat(open.isEmpty()).isTrue();
    }

    private void takeIn(int events, Doubts listed) {
        for (int i = 0; i < events; i++) {
            open = open.plus(state.event(queue.remove(), listed));
        }
    }

    /** Drains, lists while so many changes happen, drains, applies: as the view does. */
    private void look(Doubts subject, int changesMeanwhile) {
        takeIn(queue.size(), Doubts.NONE);
        int before = random.nextInt(changesMeanwhile + 1);
        for (int i = 0; i < before; i++) {
            changeOrSilence();
        }
        ViewLook look = list(subject);
        for (int i = before; i < changesMeanwhile; i++) {
            changeOrSilence();
        }
        open = open.minus(subject).plus(look.applyTo(state));
        takeIn(queue.size(), subject);
    }

    private void changeOrSilence() {
        if (random.nextInt(4) == 0) {
            silence();
        } else {
            change();
        }
    }

    private ViewLook list(Doubts subject) {
        Map<AddressFamily, List<Route>> families = new LinkedHashMap<>();
        Map<Doubts.Table, List<Route>> tables = new LinkedHashMap<>();
        List<Route> all = kernel.values().stream().flatMap(List::stream).toList();
        for (AddressFamily family : subject.routes()) {
            families.put(
                    family,
                    all.stream().filter(route -> route.family().equals(family)).toList());
        }
        for (Doubts.Table table : subject.tables()) {
            tables.put(
                    table,
                    all.stream()
                            .filter(route -> Doubts.Table.of(route).equals(table))
                            .toList());
        }
        return new ViewLook(
                subject, Optional.of(List.of(ViewObjects.link(3, "eth0", up))), Map.of(), Map.of(), families, tables);
    }

    /** A device goes down and takes about half of the IPv4 routes with it; all that is said is that it went down. */
    private void silence() {
        up = !up;
        queue.add(new RtEvent.LinkChanged(ViewObjects.link(3, "eth0", up), 0));
        if (!up) {
            kernel.values()
                    .removeIf(entries -> entries.get(0).family().equals(AddressFamily.INET) && random.nextBoolean());
        }
    }

    private void change() {
        Route route = someRoute();
        RouteKey key = route.key().effective();
        List<Route> entries = new ArrayList<>(kernel.getOrDefault(key, List.of()));
        switch (random.nextInt(6)) {
            case 0, 1 -> add(route, entries);
            case 2 -> replace(route, entries);
            case 3 -> append(route, entries);
            default -> {
                if (!entries.isEmpty()) {
                    Route gone = entries.remove(random.nextInt(entries.size()));
                    queue.add(new RtEvent.RouteRemoved(gone, 0));
                }
            }
        }
        if (entries.isEmpty()) {
            kernel.remove(key);
        } else {
            kernel.put(key, entries);
        }
    }

    /** Fact 6: before the others of its key; the very same twice is refused. */
    private void add(Route route, List<Route> entries) {
        if (!entries.contains(route)) {
            entries.add(0, route);
            queue.add(new RtEvent.RouteChanged(route, NetlinkHeader.NLM_F_CREATE | NetlinkHeader.NLM_F_EXCL, 0));
        }
    }

    private void append(Route route, List<Route> entries) {
        if (!entries.contains(route)) {
            int flags = entries.isEmpty() ? NetlinkHeader.NLM_F_CREATE : NetlinkHeader.NLM_F_APPEND;
            entries.add(route);
            queue.add(new RtEvent.RouteChanged(route, flags, 0));
        }
    }

    private void replace(Route route, List<Route> entries) {
        if (entries.contains(route)) {
            return;
        }
        if (entries.isEmpty()) {
            add(route, entries);
        } else {
            entries.set(0, route);
            queue.add(new RtEvent.RouteChanged(route, NetlinkHeader.NLM_F_REPLACE, 0));
        }
    }

    private Route someRoute() {
        boolean ipv4 = random.nextBoolean();
        int number = random.nextInt(4);
        Route route = ipv4
                ? Route.to(IpPrefix.parse("10." + number + ".0.0/16")).via(IpAddress.parse("192.0.2." + gateway()), 3)
                : Route.to(IpPrefix.parse("2001:db8:" + number + "::/48"))
                        .via(IpAddress.parse("2001:db8::" + gateway()), 3);
        return route.table(random.nextBoolean() ? T : U).protocol(Protocol.of(70 + random.nextInt(2)));
    }

    private int gateway() {
        return 1 + random.nextInt(2);
    }

    private Map<RouteKey, List<Route>> believed() {
        RouteSnapshot snapshot = state.snapshot(1, Instant.EPOCH, Doubts.NONE);
        Map<RouteKey, List<Route>> routes = new LinkedHashMap<>();
        for (Route route : snapshot.routes()) {
            routes.computeIfAbsent(route.key().effective(), key -> new ArrayList<>())
                    .add(route);
        }
        return routes;
    }

    private Map<RouteKey, List<Route>> actual() {
        return kernel;
    }
}
