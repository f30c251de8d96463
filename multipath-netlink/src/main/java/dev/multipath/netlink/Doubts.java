package dev.multipath.netlink;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an event makes doubtful for one who holds a copy of the kernel's state, and what he must list again to be sure.
 * Pure.
 *
 * <p>More than the event names. The kernel says nothing when
 *
 * <ul>
 *   <li>IPv4 routes vanish because a device goes down, is deleted, moves to another namespace or enters a VRF, because the
 *       last leg of a multipath route does so, or because the last address is removed from a device or the address was a
 *       route's source ({@code RouteViewNetnsIT} has all but the VRF);
 *   <li>the legs of a multipath route die or heal with a device, its carrier or its address;
 *   <li>routes vanish or lead elsewhere because the nexthop object they use is deleted or replaced;
 *   <li>rules come to be attached to a device, or detached from it, as one of their name comes, goes or is renamed;
 *   <li>an IPv6 route loses its source address because that address is removed;
 *   <li>{@code ignore_routes_with_linkdown} is switched, and with it the dead legs.
 * </ul>
 *
 * <p>The trap: the kernel tells of a device or an address before it deletes the routes, holding the RTNL lock all the
 * while. List links (or ask for one) first, which waits for that lock; routes listed after that are without them.
 *
 * @param links whether interfaces must be listed
 * @param addresses the families whose addresses must be listed
 * @param rules the families whose rules must be listed
 * @param routes the families whose routes must be listed, every table
 * @param tables single tables to list; those of a family in {@code routes} are not repeated here
 */
public record Doubts(
        boolean links,
        Set<AddressFamily> addresses,
        Set<AddressFamily> rules,
        Set<AddressFamily> routes,
        Set<Table> tables) {
    private static final Set<AddressFamily> NO_FAMILY = Set.of();
    private static final Set<AddressFamily> BOTH = Set.of(AddressFamily.INET, AddressFamily.INET6);

    /** None. */
    public static final Doubts NONE = new Doubts(false, NO_FAMILY, NO_FAMILY, NO_FAMILY, Set.of());

    /** Everything must be listed. */
    public static final Doubts ALL = new Doubts(true, BOTH, BOTH, BOTH, Set.of());

    /** Interfaces must be listed. */
    static final Doubts LINKS = new Doubts(true, NO_FAMILY, NO_FAMILY, NO_FAMILY, Set.of());

    private static final Doubts LINKS_AND_RULES = new Doubts(true, NO_FAMILY, BOTH, NO_FAMILY, Set.of());
    private static final Doubts ROUTES = new Doubts(false, NO_FAMILY, NO_FAMILY, BOTH, Set.of());

    /** Keeps copies, and drops tables of a family whose routes are all in doubt. */
    public Doubts {
        addresses = Set.copyOf(addresses);
        rules = Set.copyOf(rules);
        routes = Set.copyOf(routes);
        Set<Table> single = new HashSet<>();
        for (Table table : tables) {
            if (!routes.contains(table.family())) {
                single.add(table);
            }
        }
        tables = Set.copyOf(single);
    }

    /** One routing table of one family: IPv4 and IPv6 tables of a number have nothing else in common. */
    public record Table(AddressFamily family, RouteTable table) {
        /** The one this route stands in. */
        public static Table of(Route route) {
            return new Table(route.family(), route.table());
        }
    }

    /** What an event makes doubtful, when nothing is known of the time before it. */
    public static Doubts of(RtEvent event) {
        if (event instanceof RtEvent.RouteChanged changed) {
            return of(changed.route());
        }
        if (event instanceof RtEvent.RouteRemoved removed) {
            return of(removed.route());
        }
        if (event instanceof RtEvent.RuleChanged changed) {
            return ofRules(changed.rule().family());
        }
        if (event instanceof RtEvent.RuleRemoved removed) {
            return ofRules(removed.rule().family());
        }
        if (event instanceof RtEvent.AddressChanged changed) {
            return ofAddresses(changed.address().family());
        }
        if (event instanceof RtEvent.AddressRemoved removed) {
            return ofAddresses(removed.address().family());
        }
        if (event instanceof RtEvent.NextHopChanged || event instanceof RtEvent.NextHopRemoved) {
            return ROUTES;
        }
        if (event instanceof RtEvent.Other other) {
            return ofType(other.message().type());
        }
        boolean everything = event instanceof RtEvent.LinkChanged
                || event instanceof RtEvent.LinkRemoved
                || event instanceof RtEvent.EventsLost
                || event instanceof RtEvent.Undecodable;
        // The rest, neighbours and buckets for instance, is about nothing that is held.
        return everything ? ALL : NONE;
    }

    /**
     * What becoming this makes doubtful of an interface known before.
     *
     * @param before absent for a new one
     */
    public static Doubts of(Optional<Link> before, Link now) {
        if (before.isEmpty()) {
            return now.isUp() ? ALL : LINKS_AND_RULES;
        }
        Link was = before.get();
        boolean alike = was.name().equals(now.name())
                && was.flags() == now.flags()
                && was.mtu() == now.mtu()
                && was.carrier() == now.carrier()
                && was.operState() == now.operState()
                && was.master().equals(now.master());
        return alike ? LINKS : ALL;
    }

    /** The table a route stands in. */
    public static Doubts of(Route route) {
        return new Doubts(false, NO_FAMILY, NO_FAMILY, NO_FAMILY, Set.of(Table.of(route)));
    }

    private static Doubts ofRules(AddressFamily family) {
        return new Doubts(false, NO_FAMILY, Set.of(family), NO_FAMILY, Set.of());
    }

    private static Doubts ofAddresses(AddressFamily family) {
        return new Doubts(false, Set.of(family), NO_FAMILY, Set.of(family), Set.of());
    }

    /** Messages without a type here; one about an interface is a bridge's word on a port, or a property list. */
    private static Doubts ofType(int type) {
        return switch (type) {
            case Rtm.RTM_NEWLINK, Rtm.RTM_DELLINK, Rtm.RTM_NEWLINKPROP, Rtm.RTM_DELLINKPROP -> LINKS;
            case Rtm.RTM_NEWNEXTHOP, Rtm.RTM_DELNEXTHOP, Rtm.RTM_NEWNETCONF, Rtm.RTM_DELNETCONF -> ROUTES;
            default -> NONE;
        };
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return !links && addresses.isEmpty() && rules.isEmpty() && routes.isEmpty() && tables.isEmpty();
    }

    /** Whether routes of this table must be listed. */
    public boolean concern(Table table) {
        return routes.contains(table.family()) || tables.contains(table);
    }

    /** These and others. */
    public Doubts plus(Doubts others) {
        if (others.isEmpty()) {
            return this;
        }
        return new Doubts(
                links || others.links,
                union(addresses, others.addresses),
                union(rules, others.rules),
                union(routes, others.routes),
                union(tables, others.tables));
    }

    /** These without others. */
    public Doubts minus(Doubts others) {
        Set<Table> left = new HashSet<>(tables);
        left.removeIf(others::concern);
        return new Doubts(
                links && !others.links,
                difference(addresses, others.addresses),
                difference(rules, others.rules),
                difference(routes, others.routes),
                left);
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        Set<T> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static <T> Set<T> difference(Set<T> some, Set<T> others) {
        Set<T> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}
