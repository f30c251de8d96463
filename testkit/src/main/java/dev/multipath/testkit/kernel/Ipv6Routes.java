package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The IPv6 tables: what {@code ip6_fib.c} does with routes that passed {@link Ipv6RouteChecks}. Unlike IPv4 it tells of
 * every route that goes.
 */
final class Ipv6Routes {
    private final Notices notices;
    private final FakeNextHops nextHops;
    private final Ipv6Tables tables;

    Ipv6Routes(Notices notices, FakeNextHops nextHops, Ipv6Tables tables) {
        this.notices = notices;
        this.nextHops = nextHops;
        this.tables = tables;
    }

    /** Every route, table by table, legs put together, in the order of a dump. */
    List<Route> all() {
        return list(0);
    }

    /** The routes of one table, or of all for table 0, in the order of a dump. */
    List<Route> list(long table) {
        List<Route> list = new ArrayList<>();
        for (List<Ipv6Entry> node : tables.list(table)) {
            if (node.size() == 1) {
                list.add(shown(node));
            } else {
                list.addAll(together(node));
            }
        }
        return list;
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
                    tables.remove(added);
                }
                throw e;
            }
            // The first has taken the place of what was there; the others join it.
            now = (now & ~(NLM_F_EXCL | NLM_F_REPLACE)) | NLM_F_CREATE;
        }
        Ipv6Entry first = legs.get(0);
        tell(Rtm.RTM_NEWROUTE, said, tables.family(first), requested);
    }

    /** @return the flags of the notification */
    private int add(Ipv6Entry entry, int flags) throws Refusal {
        boolean replace = (flags & NLM_F_REPLACE) != 0;
        tables.touch(entry.route().table().value());
        List<Ipv6Entry> found = tables.node(entry.route().table().value(), Ipv6Node.of(entry.route()));
        if (found == null && replace && (flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT, "Can not replace route - no match found");
        }
        List<Ipv6Entry> node = found == null ? List.of() : found;
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
        tables.insert(entry, at);
        return NLM_F_CREATE | (flags & NLM_F_APPEND);
    }

    /** The new one takes the place of the old and of all its siblings. */
    private int replace(List<Ipv6Entry> node, int at, Ipv6Entry entry) {
        Ipv6Entry old = tables.set(node, at, entry);
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
        if (!tables.has(request.table().value())) {
            throw new Refusal(Errno.ESRCH, "FIB table does not exist");
        }
        List<NextHop> hops = request.target().hops();
        if (request.target() instanceof RouteTarget.Multipath) {
            deleteEach(request, hops, requested);
        } else {
            deleteOne(request, hops.stream().findFirst(), requested);
        }
    }

    /** Legs named one by one are deleted one by one; the last that is not there is what is complained of. */
    private void deleteEach(Route request, List<NextHop> hops, boolean requested) throws Refusal {
        Refusal last = null;
        for (NextHop hop : hops) {
            try {
                deleteOne(request, Optional.of(hop), requested);
            } catch (Refusal e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private void deleteOne(Route request, Optional<NextHop> hop, boolean requested) throws Refusal {
        List<Ipv6Entry> node = tables.node(request.table().value(), Ipv6Node.of(request));
        for (Ipv6Entry entry : node == null ? List.<Ipv6Entry>of() : node) {
            if (!fits(request, hop, entry)) {
                continue;
            }
            boolean oneLeg = hop.isPresent() && hop.get().gateway().isPresent();
            List<Ipv6Entry> gone = oneLeg ? List.of(entry) : tables.family(entry);
            gone.forEach(tables::remove);
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

    /** Legs are shown together and then passed over to the last, and with them what stands between them. */
    private List<Route> together(List<Ipv6Entry> node) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            List<Ipv6Entry> family = Ipv6Tables.family(node, node.get(i));
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
            return nextHops.shown(first.route(), object.id());
        }
        if (family.size() == 1) {
            return first.single();
        }
        List<NextHop> legs =
                family.stream().map(entry -> entry.hop().orElseThrow()).toList();
        return first.route().target(new RouteTarget.Multipath(legs));
    }

    void tell(int type, int flags, List<Ipv6Entry> family, boolean requested) {
        Route shown = shown(family);
        notices.add(Rtnlgrp.RTNLGRP_IPV6_ROUTE, requested, type, flags, message -> RouteCodec.encode(shown, message));
    }
}
