package dev.multipath.netlink;

import dev.multipath.netlink.Doubts.Table;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links, addresses, rules and routes of a namespace as a {@link RouteView} knew them at one moment. Immutable, for any
 * thread.
 */
public final class RouteSnapshot {
    private final long generation;
    private final Instant asOf;
    private final Doubts doubts;
    private final List<Link> links;
    private final List<Address> addresses;
    private final List<Rule> rules;
    private final Map<Table, Map<RouteKey, List<Route>>> tables;

    /** Takes over what it is given. */
    RouteSnapshot(
            long generation,
            Instant asOf,
            Doubts doubts,
            List<Link> links,
            List<Address> addresses,
            List<Rule> rules,
            Map<Table, Map<RouteKey, List<Route>>> tables) {
        this.generation = generation;
        this.asOf = asOf;
        this.doubts = doubts;
        this.links = List.copyOf(links);
        this.addresses = List.copyOf(addresses);
        this.rules = List.copyOf(rules);
        this.tables = tables;
    }

    /** 1 for the first; one more for each that differs. Ages and lifetimes that count down are no difference. */
    public long generation() {
        return generation;
    }

    /** The moment of truth: all that the kernel had done by then is in it. Later changes may be, in part. */
    public Instant asOf() {
        return asOf;
    }

    /** What events after {@link #asOf()} put in doubt and was not listed since; empty most of the time. */
    public Doubts doubts() {
        return doubts;
    }

    /** Whether nothing is in doubt. */
    public boolean isCertain() {
        return doubts.isEmpty();
    }

    /** Every interface, in the kernel's order. */
    public List<Link> links() {
        return links;
    }

    /** The interface of this index. */
    public Optional<Link> link(int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }

    /** The interface of this name. */
    public Optional<Link> link(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** Every address, IPv4 first. Lifetimes are as when listed last. */
    public List<Address> addresses() {
        return addresses;
    }

    /** Every rule, IPv4 first, in order of priority. */
    public List<Rule> rules() {
        return rules;
    }

    /** Every route of every table, those of one key in the kernel's order. Ages are as when listed last. */
    public List<Route> routes() {
        return routes(RouteFilter.ALL);
    }

    /** The routes a filter lets through. */
    public List<Route> routes(RouteFilter filter) {
        List<Route> found = new ArrayList<>();
        tables.forEach((table, routes) -> {
            boolean wanted = filter.table().map(table.table()::equals).orElse(true)
                    && filter.family().map(table.family()::equals).orElse(true);
            if (wanted) {
                for (List<Route> entries : routes.values()) {
                    for (Route route : entries) {
                        if (filter.matches(route)) {
                            found.add(route);
                        }
                    }
                }
            }
        });
        return found;
    }

    /** The routes of one key, first the one the kernel uses; a lookup, not a search. */
    public List<Route> routes(RouteKey key) {
        Map<RouteKey, List<Route>> routes = tables.getOrDefault(new Table(key.family(), key.table()), Map.of());
        return routes.getOrDefault(key.effective(), List.of());
    }

    /** The tables of a family that have a route. */
    public List<RouteTable> tables(AddressFamily family) {
        return tables.keySet().stream()
                .filter(table -> table.family().equals(family))
                .map(Table::table)
                .toList();
    }

    @Override
    public String toString() {
        int routes = tables.values().stream().mapToInt(Map::size).sum();
        return "generation " + generation + " as of " + asOf + ": " + links.size() + " links, " + addresses.size()
                + " addresses, " + rules.size() + " rules, routes of " + routes + " keys in " + tables.size()
                + " tables" + (isCertain() ? "" : ", in doubt: " + doubts);
    }
}
