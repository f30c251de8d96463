package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The IPv6 tables: what {@code ip6_fib.c} does with routes that passed {@link Ipv6RouteChecks}. Unlike IPv4 it tells of
 * every route that goes.
 */
final class Ipv6Routes {
    private final Notices notices;
    private final FakeNextHops nextHops;
    private final SortedMap<Long, SortedMap<Ipv6Node, List<Ipv6Entry>>> tables = new TreeMap<>();
    private long changes;

    Ipv6Routes(Notices notices, FakeNextHops nextHops) {
        this.notices = notices;
        this.nextHops = nextHops;
        touch(RouteTable.MAIN.value());
        touch(RouteTable.LOCAL.value());
    }

    long changes() {
        return changes;
    }

    boolean hasTable(long table) {
        return tables.containsKey(table);
    }

    /** Makes the table where it is missing, as a rule that names it does too. */
    void touch(long table) {
        tables.computeIfAbsent(table, number -> new TreeMap<>());
    }

    /** Every route, table by table, legs put together, in the order of a dump. */
    List<Route> all() {
        List<Route> all = new ArrayList<>();
        for (SortedMap<Ipv6Node, List<Ipv6Entry>> table : tables.values()) {
            table.values().forEach(node -> all.addAll(together(node)));
        }
        return all;
    }

    /** The nodes of one table whose prefix holds an address, longest first. */
    List<List<Ipv6Entry>> candidates(long table, IpAddress destination) {
        List<Map.Entry<Ipv6Node, List<Ipv6Entry>>> found = new ArrayList<>();
        for (Map.Entry<Ipv6Node, List<Ipv6Entry>> node :
                tables.getOrDefault(table, new TreeMap<>()).entrySet()) {
            if (node.getKey().destination().contains(destination)) {
                found.add(node);
            }
        }
        found.sort(Map.Entry.comparingByKey(Ipv6Node.LONGEST_FIRST));
        return found.stream().map(Map.Entry::getValue).toList();
    }

    /** Adds a route whose legs passed the checks, one after the other, and tells of it once. */
    void add(List<Ipv6Entry> legs, int flags, boolean requested) throws Refusal {
        for (int i = 0; i < legs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (legs.get(i).sameHop(legs.get(j))) {
                    throw new Refusal(Errno.EEXIST);
                }
            }
        }
        int now = flags;
        int said = 0;
        for (int i = 0; i < legs.size(); i++) {
            try {
                int result = add(legs.get(i), now);
                said = i == 0 ? result : said;
            } catch (Refusal e) {
                for (Ipv6Entry added : legs.subList(0, i)) {
                    remove(added);
                }
                throw e;
            }
            // The first has taken the place of what was there; the others join it.
            now = (now & ~(NLM_F_EXCL | NLM_F_REPLACE)) | NLM_F_CREATE;
        }
        Ipv6Entry first = legs.get(0);
        tell(Rtm.RTM_NEWROUTE, said, family(first), requested);
    }

    /** @return the flags of the notification */
    private int add(Ipv6Entry entry, int flags) throws Refusal {
        boolean replace = (flags & NLM_F_REPLACE) != 0;
        touch(entry.route().table().value());
        SortedMap<Ipv6Node, List<Ipv6Entry>> table =
                tables.getOrDefault(entry.route().table().value(), new TreeMap<>());
        Ipv6Node key = Ipv6Node.of(entry.route());
        List<Ipv6Entry> node = table.get(key);
        if (node == null) {
            if (replace && (flags & NLM_F_CREATE) == 0) {
                throw new Refusal(Errno.ENOENT, "Can not replace route - no match found");
            }
            node = new ArrayList<>();
            table.put(key, node);
        }
        int at = 0;
        int fallback = -1;
        for (; at < node.size() && node.get(at).priority() <= entry.priority(); at++) {
            Ipv6Entry each = node.get(at);
            if (each.priority() < entry.priority()) {
                continue;
            }
            if ((flags & NLM_F_EXCL) != 0) {
                throw new Refusal(Errno.EEXIST);
            }
            if (replace) {
                if (each.canShare() == entry.canShare()) {
                    return replace(node, at, entry);
                }
                fallback = fallback < 0 ? at : fallback;
            } else if (each.sameHop(entry)) {
                throw new Refusal(Errno.EEXIST);
            }
        }
        if (fallback >= 0) {
            return replace(node, fallback, entry);
        }
        if (replace && (flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        node.add(at, entry);
        changes++;
        return NLM_F_CREATE | (flags & NLM_F_APPEND);
    }

    /** The new one takes the place of the old and of all its siblings. */
    private int replace(List<Ipv6Entry> node, int at, Ipv6Entry entry) {
        Ipv6Entry old = node.set(at, entry);
        changes++;
        if (old.canShare()) {
            for (int i = node.size() - 1; i >= 0; i--) {
                if (i != at
                        && node.get(i).priority() == entry.priority()
                        && node.get(i).canShare()) {
                    node.remove(i);
                }
            }
        }
        return NLM_F_REPLACE;
    }

    /** Deletes what a request names: one leg by its gateway, else the whole route. */
    void delete(Route request, boolean requested) throws Refusal {
        SortedMap<Ipv6Node, List<Ipv6Entry>> table = tables.get(request.table().value());
        if (table == null) {
            throw new Refusal(Errno.ESRCH, "FIB table does not exist");
        }
        List<NextHop> hops = request.target().hops();
        if (request.target() instanceof RouteTarget.Multipath) {
            deleteEach(table, request, hops, requested);
        } else {
            deleteOne(table, request, hops.stream().findFirst(), requested);
        }
    }

    /** Legs named one by one are deleted one by one; the last that is not there is what is complained of. */
    private void deleteEach(
            SortedMap<Ipv6Node, List<Ipv6Entry>> table, Route request, List<NextHop> hops, boolean requested)
            throws Refusal {
        Refusal last = null;
        for (NextHop hop : hops) {
            try {
                deleteOne(table, request, Optional.of(hop), requested);
            } catch (Refusal e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private void deleteOne(
            SortedMap<Ipv6Node, List<Ipv6Entry>> table, Route request, Optional<NextHop> hop, boolean requested)
            throws Refusal {
        for (Ipv6Entry entry : table.getOrDefault(Ipv6Node.of(request), List.of())) {
            if (!fits(request, hop, entry)) {
                continue;
            }
            boolean oneLeg = hop.isPresent() && hop.get().gateway().isPresent();
            List<Ipv6Entry> gone = oneLeg ? List.of(entry) : family(entry);
            gone.forEach(this::remove);
            tell(Rtm.RTM_DELROUTE, 0, gone, requested);
            return;
        }
        throw new Refusal(Errno.ESRCH);
    }

    /** {@code ip6_route_del}: neither type nor scope is looked at. */
    private static boolean fits(Route request, Optional<NextHop> hop, Ipv6Entry entry) {
        long priority = request.key().priority().orElse(0);
        if ((priority != 0 && priority != entry.priority())
                || (request.protocol().value() != 0
                        && !request.protocol().equals(entry.route().protocol()))) {
            return false;
        }
        if (request.target() instanceof RouteTarget.NextHopId
                || entry.route().target() instanceof RouteTarget.NextHopId) {
            return request.target().equals(entry.route().target()) || request.target() instanceof RouteTarget.None;
        }
        if (hop.isEmpty()) {
            return true;
        }
        NextHop wanted = hop.get();
        boolean device = wanted.interfaceIndex() == 0 || wanted.interfaceIndex() == entry.device();
        return device
                && (wanted.gateway().isEmpty()
                        || wanted.gateway().equals(entry.hop().flatMap(NextHop::gateway)));
    }

    /** A device went down: routes over it go; legs of a route that has others are dead. */
    void down(int device) {
        for (Ipv6Entry entry : over(device)) {
            List<Ipv6Entry> family = family(entry);
            boolean alone = family.stream().allMatch(each -> each.device() == device || isDead(each));
            if (alone) {
                family.forEach(this::remove);
                if (!family.isEmpty()) {
                    tell(Rtm.RTM_DELROUTE, 0, family, false);
                }
            }
        }
        rewrite(device, NextHop.DEAD | NextHop.LINKDOWN, 0, entry -> true);
    }

    /** A device is being deleted: its legs go one by one. */
    void unregister(int device) {
        for (Ipv6Entry entry : over(device)) {
            remove(entry);
            tell(Rtm.RTM_DELROUTE, 0, List.of(entry), false);
        }
    }

    void carrierLost(int device) {
        rewrite(device, NextHop.LINKDOWN, 0, entry -> !entry.route().type().equals(RouteType.LOCAL));
    }

    /** A device is up or has carrier again: its legs heal by these flags. */
    void heal(int device, int flags) {
        rewrite(device, 0, flags, entry -> true);
    }

    /** An address is gone: routes that prefer it as source lose the preference, not their life, and say nothing. */
    void sourceGone(IpAddress address) {
        each((node, i) -> {
            Ipv6Entry entry = node.get(i);
            if (entry.route().options().prefSrc().equals(Optional.of(address))) {
                node.set(i, new Ipv6Entry(Ipv6RouteChecks.withoutPrefSrc(entry.route()), entry.hop()));
            }
        });
    }

    /** Routes over a nexthop object that is gone go with it, and say so. */
    void nextHopGone(long id) {
        List<Ipv6Entry> gone = new ArrayList<>();
        each((node, i) -> {
            if (node.get(i).route().target() instanceof RouteTarget.NextHopId object && object.id() == id) {
                gone.add(node.get(i));
            }
        });
        for (Ipv6Entry entry : gone) {
            remove(entry);
            tell(Rtm.RTM_DELROUTE, 0, List.of(entry), false);
        }
    }

    /** One of the kernel's own was added or deleted beside an address; that it was there already is no error. */
    void magic(boolean add, Route route) {
        try {
            if (add) {
                Optional<NextHop> hop = route.target().hops().stream().findFirst();
                add(List.of(new Ipv6Entry(route.target(RouteTarget.none()), hop)), NLM_F_CREATE | NLM_F_EXCL, false);
            } else {
                delete(route, false);
            }
        } catch (Refusal alreadySo) {
            // As in addrconf_prefix_route(): nobody looks.
        }
    }

    /** The next hops a packet may take by this entry alone. */
    List<NextHop> hops(Ipv6Entry entry) {
        if (entry.route().target() instanceof RouteTarget.NextHopId object) {
            return nextHops.hops(object.id());
        }
        return entry.hop().map(List::of).orElse(List.of());
    }

    /** The legs of the route this entry belongs to, in order. */
    List<Ipv6Entry> family(Ipv6Entry entry) {
        List<Ipv6Entry> node = tables.getOrDefault(entry.route().table().value(), new TreeMap<>())
                .getOrDefault(Ipv6Node.of(entry.route()), List.of());
        if (!entry.canShare()) {
            return node.contains(entry) ? List.of(entry) : List.of();
        }
        return node.stream()
                .filter(each -> each.canShare() && each.priority() == entry.priority())
                .toList();
    }

    private interface Visit {
        void at(List<Ipv6Entry> node, int index);
    }

    private void each(Visit visit) {
        for (SortedMap<Ipv6Node, List<Ipv6Entry>> table : tables.values()) {
            for (List<Ipv6Entry> node : table.values()) {
                for (int i = 0; i < node.size(); i++) {
                    visit.at(node, i);
                }
            }
        }
    }

    private void rewrite(int device, int set, int cleared, Predicate<Ipv6Entry> which) {
        each((node, i) -> {
            Ipv6Entry entry = node.get(i);
            if (entry.device() == device && which.test(entry)) {
                node.set(i, entry.flags(set, cleared));
            }
        });
    }

    private List<Ipv6Entry> over(int device) {
        List<Ipv6Entry> found = new ArrayList<>();
        each((node, i) -> {
            if (node.get(i).device() == device) {
                found.add(node.get(i));
            }
        });
        return found;
    }

    private void remove(Ipv6Entry entry) {
        SortedMap<Ipv6Node, List<Ipv6Entry>> table =
                tables.get(entry.route().table().value());
        Ipv6Node key = Ipv6Node.of(entry.route());
        List<Ipv6Entry> node = table == null ? null : table.get(key);
        if (table != null && node != null && node.remove(entry)) {
            changes++;
            if (node.isEmpty()) {
                table.remove(key);
            }
        }
    }

    private static boolean isDead(Ipv6Entry entry) {
        return entry.hop().isPresent() && (entry.hop().get().flags() & NextHop.DEAD) != 0;
    }

    /** Legs are shown together and then passed over to the last, and with them what stands between them. */
    private List<Route> together(List<Ipv6Entry> node) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            List<Ipv6Entry> family = family(node.get(i));
            if (family.size() > 1) {
                routes.add(shown(family));
                i = node.lastIndexOf(family.get(family.size() - 1));
            } else {
                routes.add(shown(List.of(node.get(i))));
            }
        }
        return routes;
    }

    private Route shown(List<Ipv6Entry> family) {
        Ipv6Entry first = family.get(0);
        if (first.route().target() instanceof RouteTarget.NextHopId object) {
            return first.route().target(nextHops.shown(object.id()));
        }
        if (family.size() == 1) {
            return first.single();
        }
        List<NextHop> legs =
                family.stream().map(entry -> entry.hop().orElseThrow()).toList();
        return first.route().target(new RouteTarget.Multipath(legs));
    }

    private void tell(int type, int flags, List<Ipv6Entry> family, boolean requested) {
        Route shown = shown(family);
        notices.add(Rtnlgrp.RTNLGRP_IPV6_ROUTE, requested, type, flags, message -> RouteCodec.encode(shown, message));
    }
}
