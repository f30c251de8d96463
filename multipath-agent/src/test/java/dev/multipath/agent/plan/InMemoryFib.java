package dev.multipath.agent.plan;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The routes of one family, with what {@code kernel-facts.md} says of adding, replacing and deleting them and of devices
 * and addresses that go away. Routes of one key stand in the order in which the kernel considers them.
 */
abstract class InMemoryFib {
    final List<Route> routes = new ArrayList<>();
    private final AddressFamily family;
    private final InMemoryKernel kernel;

    InMemoryFib(AddressFamily family, InMemoryKernel kernel) {
        this.family = family;
        this.kernel = kernel;
    }

    /** NLM_F_CREATE | NLM_F_EXCL. */
    final void add(Route request) {
        Route route = checked(request);
        if (first(route.key()) >= 0) {
            throw new Refusal("EEXIST: File exists");
        }
        insert(route, end(route.key()));
    }

    /** NLM_F_CREATE. */
    abstract void prepend(Route request);

    /** NLM_F_CREATE | NLM_F_REPLACE. */
    abstract void replace(Route request);

    abstract void delete(Route request);

    abstract void deviceDeleted(int index);

    /** Of the last IPv4 address of a device, which takes its routes along; IPv6 keeps them. */
    abstract void lastAddressRemoved(int index);

    abstract void checkHop(NextHop hop, boolean single);

    final void deviceDown(int index) {
        List<Route> kept = new ArrayList<>();
        for (Route route : routes) {
            Route changed = flagged(route, index, hop -> hop.flags(hop.flags() | NextHop.DEAD | NextHop.LINKDOWN));
            boolean lives = changed.target().hops().isEmpty()
                    || changed.target().hops().stream().anyMatch(hop -> (hop.flags() & NextHop.DEAD) == 0);
            if (lives) {
                kept.add(changed);
            }
        }
        routes.clear();
        routes.addAll(kept);
    }

    final void deviceUp(int index) {
        routes.replaceAll(route -> flagged(route, index, NextHop::configured));
    }

    final void carrier(int index, boolean on) {
        routes.replaceAll(route -> flagged(
                route, index, hop -> hop.flags(on ? hop.flags() & ~NextHop.LINKDOWN : hop.flags() | NextHop.LINKDOWN)));
    }

    /** Index of the first route of a key; −1 for none. */
    final int first(RouteKey key) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Where a route of this key goes that is to be the last of its metric. */
    final int end(RouteKey key) {
        int at = 0;
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).key().effectivePriority() <= key.effectivePriority()) {
                at = i + 1;
            }
        }
        return at;
    }

    final void insert(Route route, int at) {
        routes.add(at, route);
        routes.sort((a, b) -> Long.compare(a.key().effectivePriority(), b.key().effectivePriority()));
    }

    final Route checked(Route request) {
        if (!request.family().equals(family)) {
            throw new AssertionError("of another family: " + request);
        }
        List<NextHop> hops = request.target().hops();
        for (NextHop hop : hops) {
            checkHop(hop, hops.size() == 1);
        }
        return request.key(request.key().effective()).target(request.target().configured());
    }

    final Link device(NextHop hop) {
        Optional<Link> link = kernel.link(hop.interfaceIndex());
        if (link.isEmpty()) {
            throw new Refusal("ENODEV: No such device");
        }
        if (!link.get().isUp()) {
            throw new Refusal("ENETDOWN: Device for nexthop is not up");
        }
        return link.get();
    }

    final boolean isOnLink(IpAddress gateway, Link link) {
        for (Address address : kernel.addresses()) {
            if (address.interfaceIndex() == link.index()
                    && address.onLinkPrefix().contains(gateway)) {
                return true;
            }
        }
        return false;
    }

    static boolean isSameHop(NextHop a, NextHop b) {
        return a.interfaceIndex() == b.interfaceIndex() && a.gateway().equals(b.gateway());
    }

    static boolean uses(Route route, int index) {
        return route.target().hops().stream().anyMatch(hop -> hop.interfaceIndex() == index);
    }

    private static Route flagged(Route route, int index, UnaryOperator<NextHop> change) {
        List<NextHop> hops = new ArrayList<>();
        for (NextHop hop : route.target().hops()) {
            hops.add(hop.interfaceIndex() == index ? change.apply(hop) : hop);
        }
        return hops.isEmpty() ? route : route.target(RouteTarget.balanced(hops));
    }
}
