package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The IPv4 tables: what {@code fib_trie.c} does with routes that passed {@link Ipv4RouteChecks}, and what
 * {@code fib_semantics.c} does to them when a device or an address goes.
 *
 * <p>A route the kernel loses without a word is lost here without one. Routes with an equal key keep the order in which
 * they were put; the first is the one that counts.
 */
final class Ipv4Routes {
    /** How the kernel dumps a table, and looks into it: longest prefix first among those with one base address. */
    private static final Comparator<Route> ORDER = Comparator.comparing(
                    (Route route) -> route.destination().address())
            .thenComparing(route -> -route.destination().length())
            .thenComparing(route -> -route.key().tos())
            .thenComparing(route -> route.key().effectivePriority());

    private final Notices notices;
    private final FakeNextHops nextHops;
    private final SortedMap<Long, List<Route>> tables = new TreeMap<>();

    Ipv4Routes(Notices notices, FakeNextHops nextHops) {
        this.notices = notices;
        this.nextHops = nextHops;
        tables.put(RouteTable.MAIN.value(), new ArrayList<>());
        tables.put(RouteTable.LOCAL.value(), new ArrayList<>());
    }

    void copyFrom(Ipv4Routes other) {
        tables.clear();
        other.tables.forEach((number, table) -> tables.put(number, new ArrayList<>(table)));
    }

    boolean hasTable(long table) {
        return tables.containsKey(table);
    }

    /** Every route, table by table, in the order of a dump. */
    List<Route> all() {
        List<Route> all = new ArrayList<>();
        tables.values().forEach(all::addAll);
        return all;
    }

    /** The routes of one table, or of all for table 0, in the order of a dump. */
    List<Route> list(long table) {
        return table == 0 ? all() : tables.getOrDefault(table, List.of());
    }

    /** The routes of one table whose prefix holds an address, longest first. */
    List<Route> candidates(long table, IpAddress destination) {
        List<Route> found = new ArrayList<>();
        for (Route route : tables.getOrDefault(table, List.of())) {
            if (route.destination().contains(destination)) {
                found.add(route);
            }
        }
        found.sort(Comparator.comparing(route -> -route.destination().length()));
        return found;
    }

    /** Makes the table where it is missing, as any request to add to it does. */
    void touch(long table) {
        tables.computeIfAbsent(table, number -> new ArrayList<>());
    }

    /** Adds a route that passed the checks. */
    void add(Route route, int flags, boolean requested) throws Refusal {
        touch(route.table().value());
        List<Route> table = tables.getOrDefault(route.table().value(), List.of());
        int first = 0;
        while (first < table.size() && ORDER.compare(table.get(first), route) < 0) {
            first++;
        }
        int last = first;
        while (last < table.size() && ORDER.compare(table.get(last), route) == 0) {
            last++;
        }
        if (first < last) {
            if ((flags & NLM_F_EXCL) != 0) {
                throw new Refusal(Errno.EEXIST);
            }
            int same = indexOf(route, table, first, last);
            if ((flags & NLM_F_REPLACE) != 0) {
                replace(route, table, first, same, requested);
                return;
            }
            if (same >= 0) {
                throw new Refusal(Errno.EEXIST);
            }
        }
        if ((flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        table.add((flags & NLM_F_APPEND) != 0 ? last : first, route);
        int said = first < last && (flags & NLM_F_APPEND) != 0 ? NLM_F_CREATE | NLM_F_APPEND : NLM_F_CREATE;
        tell(Rtm.RTM_NEWROUTE, said, route, requested);
    }

    /** An identical replacement of the first changes and says nothing; of another one it is refused. */
    private void replace(Route route, List<Route> table, int first, int same, boolean requested) throws Refusal {
        if (same == first) {
            return;
        }
        if (same > first) {
            throw new Refusal(Errno.EEXIST);
        }
        table.set(first, route);
        tell(Rtm.RTM_NEWROUTE, NLM_F_REPLACE, route, requested);
    }

    /** Deletes the first route a request fits; what the request leaves open fits everything. */
    void delete(Route request, boolean requested) throws Refusal {
        List<Route> table = tables.get(request.table().value());
        if (table == null) {
            throw new Refusal(Errno.ESRCH, "FIB table does not exist");
        }
        for (Route route : table) {
            if (Ipv4RouteMatch.fits(request, route)) {
                table.remove(route);
                tell(Rtm.RTM_DELROUTE, 0, route, requested);
                return;
            }
        }
        throw new Refusal(Errno.ESRCH);
    }

    /**
     * A device went down, lost its last address (forced), or is being deleted (forced): its legs are dead. A route
     * without a live leg vanishes, and when the device is deleted every route with a leg over it, all silently.
     */
    void disable(int device, boolean forced, boolean deleted) {
        rewrite(route -> {
            List<NextHop> legs = route.target().hops();
            if (!Legs.uses(legs, device) || (route.scope().equals(Scope.HOST) && !forced)) {
                return Optional.of(route);
            }
            if (deleted) {
                return Optional.empty();
            }
            Route dead = Legs.map(route, hop -> mark(hop, device, NextHop.DEAD | NextHop.LINKDOWN));
            boolean alive = dead.target().hops().stream().anyMatch(hop -> (hop.flags() & NextHop.DEAD) == 0);
            return alive ? Optional.of(dead) : Optional.empty();
        });
    }

    /** A device lost its carrier: its legs say so. */
    void carrierLost(int device) {
        rewrite(route ->
                route.scope().equals(Scope.HOST) || !Legs.uses(route.target().hops(), device)
                        ? Optional.of(route)
                        : Optional.of(Legs.map(route, hop -> mark(hop, device, NextHop.LINKDOWN))));
    }

    /** A device is up, has carrier or has an address again: its legs heal by these flags. */
    void heal(int device, int flags) {
        rewrite(route -> Optional.of(
                !Legs.uses(route.target().hops(), device)
                        ? route
                        : Legs.map(
                                route, hop -> hop.interfaceIndex() == device ? hop.flags(hop.flags() & ~flags) : hop)));
    }

    /** An address is gone: routes of table main that prefer it as source go too, and say so. */
    void sourceGone(IpAddress address) {
        List<Route> table = tables.getOrDefault(RouteTable.MAIN.value(), List.of());
        for (Route route : List.copyOf(table)) {
            if (route.options().prefSrc().equals(Optional.of(address))) {
                table.remove(route);
                tell(Rtm.RTM_DELROUTE, 0, route, false);
            }
        }
    }

    /** Routes over a nexthop object that is gone vanish silently. */
    void nextHopGone(long id) {
        rewrite(route -> route.target() instanceof RouteTarget.NextHopId object && object.id() == id
                ? Optional.empty()
                : Optional.of(route));
    }

    /** One of the kernel's own was added or deleted beside an address; that it was there already is no error. */
    void magic(boolean add, Route route) {
        try {
            if (add) {
                add(route, NLM_F_CREATE | NLM_F_APPEND, false);
            } else {
                delete(route, false);
            }
        } catch (Refusal alreadySo) {
            // As in fib_magic(): nobody looks.
        }
    }

    /** As {@code RTM_NEWROUTE} and {@code RTM_DELROUTE} show it. */
    Route shown(Route route) {
        return route.target() instanceof RouteTarget.NextHopId object ? nextHops.shown(route, object.id()) : route;
    }

    /** The next hops a packet may take, those of a nexthop object included. */
    List<NextHop> hops(Route route) {
        return route.target() instanceof RouteTarget.NextHopId object
                ? nextHops.hops(object.id())
                : route.target().hops();
    }

    boolean isBlackhole(Route route) {
        return route.target() instanceof RouteTarget.NextHopId object && nextHops.isBlackhole(object.id());
    }

    /** The way a flow with this hash takes over a nexthop object. */
    Optional<NextHop> choose(long id, int hash) {
        return nextHops.choose(id, hash);
    }

    private interface Change {
        Optional<Route> apply(Route route);
    }

    private void rewrite(Change change) {
        for (List<Route> table : tables.values()) {
            List<Route> kept = new ArrayList<>();
            for (Route route : table) {
                change.apply(route).ifPresent(kept::add);
            }
            table.clear();
            table.addAll(kept);
        }
    }

    private static NextHop mark(NextHop hop, int device, int flags) {
        return hop.interfaceIndex() == device ? hop.flags(hop.flags() | flags) : hop;
    }

    private static int indexOf(Route route, List<Route> table, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Ipv4RouteMatch.same(route, table.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private void tell(int type, int flags, Route route, boolean requested) {
        Route shown = shown(route);
        notices.add(Rtnlgrp.RTNLGRP_IPV4_ROUTE, requested, type, flags, message -> RouteCodec.encode(shown, message));
    }

    /** A prefix the kernel would take: no bits behind its length. */
    static boolean isValid(IpPrefix prefix) {
        return prefix.equals(prefix.network());
    }
}
