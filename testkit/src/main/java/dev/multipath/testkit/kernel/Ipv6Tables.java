package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The IPv6 tables as they lie in memory: by number, then by prefix, then by priority. */
final class Ipv6Tables {
    private final SortedMap<Long, SortedMap<Ipv6Node, List<Ipv6Entry>>> tables = new TreeMap<>();
    private long changes;

    Ipv6Tables() {
        touch(RouteTable.MAIN.value());
        touch(RouteTable.LOCAL.value());
    }

    void copyFrom(Ipv6Tables other) {
        tables.clear();
        other.tables.forEach((number, table) -> {
            touch(number);
            table.forEach((key, node) -> nodes(number).put(key, new ArrayList<>(node)));
        });
        changes = other.changes;
    }

    /** Grows with each entry put or taken away. */
    long changes() {
        return changes;
    }

    boolean has(long table) {
        return tables.containsKey(table);
    }

    /** Makes the table where it is missing. */
    void touch(long table) {
        tables.computeIfAbsent(table, number -> new TreeMap<>());
    }

    /** Every node, table by table, in the order of a dump. */
    List<List<Ipv6Entry>> all() {
        List<List<Ipv6Entry>> all = new ArrayList<>();
        tables.values().forEach(table -> all.addAll(table.values()));
        return all;
    }

    /** The nodes of one table, or of all for table 0, in the order of a dump. */
    Collection<List<Ipv6Entry>> list(long table) {
        return table == 0 ? all() : nodes(table).values();
    }

    /** The nodes of one table whose prefix holds an address, longest first. */
    List<List<Ipv6Entry>> candidates(long table, IpAddress destination) {
        List<Map.Entry<Ipv6Node, List<Ipv6Entry>>> found = new ArrayList<>();
        for (Map.Entry<Ipv6Node, List<Ipv6Entry>> node : nodes(table).entrySet()) {
            if (node.getKey().destination().contains(destination)) {
                found.add(node);
            }
        }
        found.sort(Map.Entry.comparingByKey(Ipv6Node.LONGEST_FIRST));
        return found.stream().map(Map.Entry::getValue).toList();
    }

    /** The entries beside which one stands, or would; null where there are none. */
    @Nullable
    List<Ipv6Entry> node(long table, Ipv6Node key) {
        return nodes(table).get(key);
    }

    /** Puts an entry into its node, which is made where it is missing. */
    void insert(Ipv6Entry entry, int at) {
        long table = entry.route().table().value();
        touch(table);
        nodes(table)
                .computeIfAbsent(Ipv6Node.of(entry.route()), key -> new ArrayList<>())
                .add(at, entry);
        changes++;
    }

    /** Puts an entry where another of its node was. */
    Ipv6Entry set(List<Ipv6Entry> node, int at, Ipv6Entry entry) {
        changes++;
        return node.set(at, entry);
    }

    void remove(Ipv6Entry entry) {
        SortedMap<Ipv6Node, List<Ipv6Entry>> table = nodes(entry.route().table().value());
        Ipv6Node key = Ipv6Node.of(entry.route());
        List<Ipv6Entry> node = table.get(key);
        if (node != null && node.remove(entry)) {
            changes++;
            if (node.isEmpty()) {
                table.remove(key);
            }
        }
    }

    /** The legs of the route this entry belongs to, in order. */
    List<Ipv6Entry> family(Ipv6Entry entry) {
        List<Ipv6Entry> node = node(entry.route().table().value(), Ipv6Node.of(entry.route()));
        return node == null ? List.of() : family(node, entry);
    }

    /** Likewise, in the node it stands in. */
    static List<Ipv6Entry> family(List<Ipv6Entry> node, Ipv6Entry entry) {
        if (!entry.canShare()) {
            return node.contains(entry) ? List.of(entry) : List.of();
        }
        List<Ipv6Entry> legs = new ArrayList<>(node.size());
        for (Ipv6Entry each : node) {
            if (each.canShare() && each.priority() == entry.priority()) {
                legs.add(each);
            }
        }
        return legs;
    }

    /** The next hops of the route this entry belongs to, in order. */
    List<NextHop> legs(Ipv6Entry entry) {
        List<NextHop> legs = new ArrayList<>();
        family(entry).forEach(leg -> leg.hop().ifPresent(legs::add));
        return legs;
    }

    /** Those of which this is true. */
    List<Ipv6Entry> select(Predicate<Ipv6Entry> which) {
        return all().stream().flatMap(Collection::stream).filter(which).toList();
    }

    /** When the first entry goes by itself. */
    long nextExpiry() {
        return all().stream()
                .flatMap(Collection::stream)
                .mapToLong(Ipv6Entry::expires)
                .min()
                .orElse(FakeClock.NEVER);
    }

    /** Sets when those of which this is true go by themselves. */
    void expires(Predicate<Ipv6Entry> which, long time) {
        rewrite(which, entry -> entry.expires(time));
    }

    private interface Change {
        Ipv6Entry apply(Ipv6Entry entry);
    }

    /** Sets and clears flags of the next hops of which this is true. */
    void flags(Predicate<Ipv6Entry> which, int set, int cleared) {
        rewrite(which, entry -> entry.flags(set, cleared));
    }

    /** Takes the preferred source away from those of which this is true. */
    void withoutPrefSrc(Predicate<Ipv6Entry> which) {
        rewrite(
                which,
                entry -> new Ipv6Entry(Ipv6RouteChecks.withoutPrefSrc(entry.route()), entry.hop(), entry.expires()));
    }

    private void rewrite(Predicate<Ipv6Entry> which, Change change) {
        for (SortedMap<Ipv6Node, List<Ipv6Entry>> table : tables.values()) {
            for (List<Ipv6Entry> node : table.values()) {
                node.replaceAll(entry -> which.test(entry) ? change.apply(entry) : entry);
            }
        }
    }

    private SortedMap<Ipv6Node, List<Ipv6Entry>> nodes(long table) {
        SortedMap<Ipv6Node, List<Ipv6Entry>> nodes = tables.get(table);
        return nodes == null ? new TreeMap<>() : nodes;
    }
}
