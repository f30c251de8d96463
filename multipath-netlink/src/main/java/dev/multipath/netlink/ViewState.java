package dev.multipath.netlink;

import dev.multipath.netlink.ViewChange.Difference;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link RouteView} believes: fed with events and lists, it says what has come into doubt and what became different.
 * Pure; not for several threads.
 *
 * <p>Route events are applied, being many and the tables large. Links, addresses and rules are few: their events only
 * cause them to be listed.
 */
final class ViewState {
    private final Differences differences = new Differences();
    private final RouteTables routes = new RouteTables(differences);
    private Map<Integer, Link> links = new LinkedHashMap<>();
    private final Map<AddressFamily, List<Address>> addresses = new HashMap<>();
    private final Map<AddressFamily, List<Rule>> rules = new HashMap<>();

    /**
     * Takes an event in.
     *
     * @param listed what was listed while this event may have happened: the lists may show it already
     * @return what must be listed
     */
    Doubts event(RtEvent event, Doubts listed) {
        if (event instanceof RtEvent.RouteChanged changed) {
            if ((changed.route().flags() & Route.CLONED) != 0) {
                return Doubts.NONE;
            }
            return routes.changed(changed, listed.concern(Doubts.Table.of(changed.route())));
        }
        if (event instanceof RtEvent.RouteRemoved removed) {
            if ((removed.route().flags() & Route.CLONED) != 0) {
                return Doubts.NONE;
            }
            return routes.removed(removed.route(), listed.concern(Doubts.Table.of(removed.route())));
        }
        if (event instanceof RtEvent.LinkChanged changed) {
            Link now = changed.link();
            return Doubts.of(Optional.ofNullable(links.get(now.index())), now);
        }
        return Doubts.of(event);
    }

    /**
     * Every interface, as listed.
     *
     * @return what else must be listed, because an interface is not as it was
     */
    Doubts links(List<Link> listed) {
        Map<Integer, Link> before = links;
        links = new LinkedHashMap<>();
        Doubts doubts = Doubts.NONE;
        for (Link now : listed) {
            links.put(now.index(), now);
            Optional<Link> was = Optional.ofNullable(before.get(now.index()));
            doubts = doubts.plus(Doubts.of(was, now));
            compare(was, Optional.of(now));
        }
        for (Link was : before.values()) {
            if (!links.containsKey(was.index())) {
                doubts = Doubts.ALL;
                compare(Optional.of(was), Optional.empty());
            }
        }
        return doubts.minus(Doubts.LINKS);
    }

    /** Every address of a family, as listed. */
    void addresses(AddressFamily family, List<Address> listed) {
        List<Address> before = addresses.getOrDefault(family, List.of());
        differences.compare(before, listed, Sameness::sameAddress);
        addresses.put(family, List.copyOf(listed));
    }

    /** Every rule of a family, as listed. */
    void rules(AddressFamily family, List<Rule> listed) {
        List<Rule> before = rules.getOrDefault(family, List.of());
        differences.compare(before, listed, (was, now) -> false);
        rules.put(family, List.copyOf(listed));
    }

    /** Every route of a family, as listed. */
    void routes(AddressFamily family, List<Route> listed) {
        routes.listed(family, listed);
    }

    /** Every route of a table, as listed. */
    void routes(Doubts.Table table, List<Route> listed) {
        routes.listed(table, listed);
    }

    /** What became different since the last call. */
    List<Difference> takeDifferences() {
        return differences.take();
    }

    /** As it is now, immutable; costs nothing but a copy of a table at its next change. */
    RouteSnapshot snapshot(long generation, Instant asOf, Doubts open) {
        List<Address> allAddresses = new ArrayList<>(addresses.getOrDefault(AddressFamily.INET, List.of()));
        allAddresses.addAll(addresses.getOrDefault(AddressFamily.INET6, List.of()));
        List<Rule> allRules = new ArrayList<>(rules.getOrDefault(AddressFamily.INET, List.of()));
        allRules.addAll(rules.getOrDefault(AddressFamily.INET6, List.of()));
        return new RouteSnapshot(
                generation, asOf, open, List.copyOf(links.values()), allAddresses, allRules, routes.share());
    }

    private void compare(Optional<Link> was, Optional<Link> now) {
        differences.compare(was.stream().toList(), now.stream().toList(), (before, after) -> true);
    }
}
