package dev.multipath.testkit.netns;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A veth pair from a customer to a router, and the addresses at both ends: made, unmade, made good again. */
final class Wire {
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final Namespace customer;
    private final String device;
    private final Namespace router;
    private final String routerDevice;
    private final OptionalLong defaultMetric;
    private final Map<AddressFamily, Ends> ends = new LinkedHashMap<>();

    /** @param defaultMetric metric of default routes over it in the customer's table main; absent: none */
    Wire(Namespace customer, String device, Namespace router, String routerDevice, OptionalLong defaultMetric) {
        this.customer = customer;
        this.device = device;
        this.router = router;
        this.routerDevice = routerDevice;
        this.defaultMetric = defaultMetric;
    }

    Optional<Ends> ends(AddressFamily family) {
        return Optional.ofNullable(ends.get(family));
    }

    Collection<Ends> allEnds() {
        return ends.values();
    }

    String routerDevice() {
        return routerDevice;
    }

    /** Gives both ends other addresses; the old ones go first, as when a lease is not renewed. */
    void number(Ends numbered) {
        removeAddresses(numbered.family());
        ends.put(numbered.family(), numbered);
    }

    /** Removes the customer's and the router's address of a family. */
    void removeAddresses(AddressFamily family) {
        Ends old = ends.get(family);
        Optional<Link> here = customer.netlink().links().get(device);
        if (old != null && here.isPresent()) {
            delete(customer, old.gatewaySide(here.get().index()));
            delete(router, old.nextHopSide(router.index(routerDevice)));
        }
    }

    private static void delete(Namespace where, Address address) {
        where.netlink().addresses().deleteIfPresent(address);
    }

    /** Whatever is missing is made: the pair, its being up, the addresses, the default routes. */
    void restore() {
        if (!customer.hasLink(device)) {
            NewLink pair = NewLink.veth(device, routerDevice);
            customer.netlink().links().add(pair.peerInNamespace(router.netNs().descriptor()));
        }
        setUp(router, routerDevice);
        setUp(customer, device);
        int here = customer.index(device);
        int there = router.index(routerDevice);
        for (Ends numbered : ends.values()) {
            router.address(numbered.nextHopSide(there));
            customer.address(numbered.gatewaySide(here));
        }
        for (Ends numbered : ends.values()) {
            awaitRoute(router, there, numbered.gateway());
            awaitRoute(customer, here, numbered.nextHop());
            if (defaultMetric.isPresent()) {
                Route route = Route.defaultRoute(numbered.family())
                        .via(numbered.nextHop(), here)
                        .priority(defaultMetric.getAsLong())
                        .protocol(Protocol.DHCP);
                customer.netlink().routes().addIfAbsent(route);
            }
        }
    }

    /**
     * After a device was set up the kernel may take a second to say so, and IPv6 brings the address's route only then,
     * in its own time.
     */
    private static void awaitRoute(Namespace where, int index, IpAddress other) {
        RouteFilter filter =
                RouteFilter.of(other.family()).table(RouteTable.MAIN).interfaceIndex(index);
        Await.until(
                LONGEST_START,
                "a connected route to " + other + " in " + where,
                () -> where.netlink().routes().list(filter),
                routes -> routes.stream().anyMatch(route -> isConnected(route, other)));
    }

    private static boolean isConnected(Route route, IpAddress other) {
        return route.destination().contains(other)
                && route.target().hops().stream().allMatch(hop -> hop.gateway().isEmpty() && !hop.isDeadOrLinkdown());
    }

    private static void setUp(Namespace where, String name) {
        Link link = where.link(name);
        if (!link.isUp()) {
            where.netlink().links().change(link.index(), LinkChange.setUp());
        }
    }

    /** Deletes the pair. */
    void remove() {
        customer.deleteLink(device);
    }

    /** The prefix the customer's address of this family is in, as others route it. */
    static IpPrefix reachable(Ends numbered) {
        return new IpPrefix(numbered.gateway(), numbered.length()).network();
    }
}
