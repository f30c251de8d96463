package dev.multipath.netlink;

import dev.multipath.netlink.Doubts.Table;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routing tables, kept by events and put right by dumps. An event that can mean two things leaves its table in doubt.
 * Pure; not for several threads.
 */
final class RouteTables {
    private final Map<Table, RouteMap> tables = new LinkedHashMap<>();
    private final Differences differences;

    RouteTables(Differences differences) {
        this.differences = differences;
    }

    /**
     * A route was added, or took the place of another.
     *
     * @param overlaps whether it may have happened before the table was last listed
     */
    Doubts changed(RtEvent.RouteChanged event, boolean overlaps) {
        Route route = event.route();
        RouteKey key = route.key().effective();
        List<Route> before = get(Table.of(route), key);
        int same = indexOf(before, route);
        if (same >= 0) {
            List<Route> after = new ArrayList<>(before);
            after.set(same, route);
            set(key, before, after);
            return Doubts.NONE;
        }
        if (before.isEmpty()) {
            set(key, before, List.of(route));
            // A list without it may be older or younger than it: a device may have gone down meanwhile and taken it
            // along.
            return event.replaces() || overlaps ? Doubts.of(route) : Doubts.NONE;
        }
        if (event.replaces() && before.size() == 1) {
            set(key, before, List.of(route));
            return overlaps ? Doubts.of(route) : Doubts.NONE;
        }
        // Several of one key: which comes first, and what became of the others, a dump says.
        return Doubts.of(route);
    }

    /**
     * A route is gone.
     *
     * @param overlaps whether it may have happened before the table was last listed
     */
    Doubts removed(Route route, boolean overlaps) {
        RouteKey key = route.key().effective();
        List<Route> before = get(Table.of(route), key);
        int same = indexOf(before, route);
        if (same < 0) {
            return overlaps && before.isEmpty() ? Doubts.NONE : Doubts.of(route);
        }
        List<Route> after = new ArrayList<>(before);
        after.remove(same);
        set(key, before, after);
        return before.size() > 1 && overlaps ? Doubts.of(route) : Doubts.NONE;
    }

    /** Every route of a family, as listed. */
    void listed(AddressFamily family, List<Route> routes) {
        Map<Table, Map<RouteKey, List<Route>>> listed = new LinkedHashMap<>();
        Set<Table> all = new HashSet<>();
        for (Table table : tables.keySet()) {
            if (table.family().equals(family)) {
                all.add(table);
            }
        }
        for (Route route : routes) {
            Table table = Table.of(route);
            all.add(table);
            listed.computeIfAbsent(table, each -> new LinkedHashMap<>())
                    .computeIfAbsent(route.key().effective(), each -> new ArrayList<>(1))
                    .add(route);
        }
        for (Table table : all) {
            replace(table, listed.getOrDefault(table, Map.of()));
        }
    }

    /** Every route of one table, as listed. */
    void listed(Table table, List<Route> routes) {
        Map<RouteKey, List<Route>> listed = new LinkedHashMap<>();
        for (Route route : routes) {
            listed.computeIfAbsent(route.key().effective(), each -> new ArrayList<>(1))
                    .add(route);
        }
        replace(table, listed);
    }

    /** As they are now. */
    Map<Table, Map<RouteKey, List<Route>>> share() {
        Map<Table, Map<RouteKey, List<Route>>> shared = new LinkedHashMap<>();
        tables.forEach((table, routes) -> shared.put(table, routes.share()));
        return shared;
    }

    private void replace(Table table, Map<RouteKey, List<Route>> listed) {
        RouteMap old = tables.getOrDefault(table, new RouteMap());
        RouteMap fresh = new RouteMap();
        listed.forEach((key, entries) -> {
            fresh.set(key, entries);
            differences.compare(old.get(key), entries, (was, now) -> true);
        });
        old.share().forEach((key, entries) -> {
            if (!listed.containsKey(key)) {
                differences.compare(entries, List.of(), (was, now) -> true);
            }
        });
        if (fresh.isEmpty()) {
            tables.remove(table);
        } else {
            tables.put(table, fresh);
        }
    }

    private List<Route> get(Table table, RouteKey key) {
        RouteMap routes = tables.get(table);
        return routes == null ? List.of() : routes.get(key);
    }

    private void set(RouteKey key, List<Route> before, List<Route> after) {
        Table table = Table.of((after.isEmpty() ? before : after).get(0));
        differences.compare(before, after, (was, now) -> true);
        RouteMap routes = tables.computeIfAbsent(table, each -> new RouteMap());
        routes.set(key, after);
        if (routes.isEmpty()) {
            tables.remove(table);
        }
    }

    private static int indexOf(List<Route> entries, Route route) {
        for (int i = 0; i < entries.size(); i++) {
            if (Sameness.sameRoute(entries.get(i), route)) {
                return i;
            }
        }
        return -1;
    }
}
