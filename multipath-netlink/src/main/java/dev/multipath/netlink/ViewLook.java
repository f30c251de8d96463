package dev.multipath.netlink;

import dev.multipath.netlink.Doubts.Table;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was listed to settle some doubts, in an order in which it can be believed: interfaces first.
 *
 * @param subject what was in doubt
 * @param links absent where they were not
 */
record ViewLook(
        Doubts subject,
        Optional<List<Link>> links,
        Map<AddressFamily, List<Address>> addresses,
        Map<AddressFamily, List<Rule>> rules,
        Map<AddressFamily, List<Route>> routes,
        Map<Table, List<Route>> tables) {
    private static final int ANY_INTERFACE = 1;

    /**
     * Lists what is in doubt.
     *
     * @param between called after each list
     * @throws NetlinkException when one could not be had
     */
    static ViewLook at(Doubts subject, RtNetlink netlink, Runnable between) {
        Optional<List<Link>> links = Optional.empty();
        if (subject.links()) {
            links = Optional.of(netlink.links().list());
        } else {
            // Waits for the RTNL lock, under which the kernel tells of an address first and deletes its routes then.
            netlink.links().get(ANY_INTERFACE);
        }
        between.run();
        Map<AddressFamily, List<Address>> addresses = new HashMap<>();
        for (AddressFamily family : subject.addresses()) {
            addresses.put(family, netlink.addresses().list(AddressFilter.of(family)));
        }
        Map<AddressFamily, List<Rule>> rules = new HashMap<>();
        for (AddressFamily family : subject.rules()) {
            rules.put(family, netlink.rules().list(family));
        }
        Map<AddressFamily, List<Route>> routes = new HashMap<>();
        for (AddressFamily family : subject.routes()) {
            routes.put(family, netlink.routes().list(RouteFilter.of(family)));
            between.run();
        }
        Map<Table, List<Route>> tables = new HashMap<>();
        for (Table table : subject.tables()) {
            tables.put(
                    table, netlink.routes().list(RouteFilter.of(table.family()).table(table.table())));
            between.run();
        }
        return new ViewLook(subject, links, addresses, rules, routes, tables);
    }

    /**
     * Puts a state right.
     *
     * @return what has come into doubt by that
     */
    Doubts applyTo(ViewState state) {
        Doubts more = links.map(state::links).orElse(Doubts.NONE);
        addresses.forEach(state::addresses);
        rules.forEach(state::rules);
        routes.forEach(state::routes);
        tables.forEach(state::routes);
        return more.minus(subject);
    }
}
