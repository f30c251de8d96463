package dev.multipath.agent.plan;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import java.util.ArrayList;
import java.util.List;

/** IPv6: routes of one key and with gateways merge, and a replace takes whatever is there (facts 2, 8, 13). */
final class InMemoryFib6 extends InMemoryFib {
    InMemoryFib6(InMemoryKernel kernel) {
        super(AddressFamily.INET6, kernel);
    }

    /** Becomes another leg of what is there, whoever owns it. */
    @Override
    void prepend(Route request) {
        Route route = checked(request);
        int first = first(route.key());
        if (first < 0 || !canMerge(route) || !canMerge(routes.get(first))) {
            insert(route, end(route.key()));
            return;
        }
        List<NextHop> legs = new ArrayList<>(routes.get(first).target().hops());
        legs.addAll(route.target().hops());
        routes.set(first, routes.get(first).target(RouteTarget.balanced(legs)));
    }

    @Override
    void replace(Route request) {
        Route route = checked(request);
        int victim = first(route.key());
        for (int i = 0; i < routes.size(); i++) {
            boolean better = routes.get(i).key().equals(route.key()) && canMerge(routes.get(i)) == canMerge(route);
            if (better && canMerge(routes.get(victim)) != canMerge(route)) {
                victim = i;
            }
        }
        if (victim < 0) {
            insert(route, end(route.key()));
        } else {
            routes.set(victim, route);
        }
    }

    /** Removes the legs it names, or all if it names none. */
    @Override
    void delete(Route request) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            boolean meant = route.key().equals(request.key().effective())
                    && route.type().equals(request.type())
                    && route.protocol().equals(request.protocol());
            List<NextHop> left = new ArrayList<>(route.target().hops());
            boolean named =
                    left.removeIf(leg -> request.target().hops().stream().anyMatch(hop -> isSameHop(hop, leg)));
            if (meant && (named || request.target().hops().isEmpty())) {
                if (left.isEmpty() || request.target().hops().isEmpty()) {
                    routes.remove(i);
                } else {
                    routes.set(i, route.target(RouteTarget.balanced(left)));
                }
                return;
            }
        }
        throw new Refusal("ESRCH: No such process");
    }

    /** The other legs stay. */
    @Override
    void deviceDeleted(int index) {
        List<Route> kept = new ArrayList<>();
        for (Route route : routes) {
            List<NextHop> left = new ArrayList<>(route.target().hops());
            left.removeIf(hop -> hop.interfaceIndex() == index);
            if (!uses(route, index)) {
                kept.add(route);
            } else if (!left.isEmpty()) {
                kept.add(route.target(RouteTarget.balanced(left)));
            }
        }
        routes.clear();
        routes.addAll(kept);
    }

    @Override
    void lastAddressRemoved(int index) {}

    @Override
    void checkHop(NextHop hop, boolean single) {
        Link link = device(hop);
        if (hop.gateway().isEmpty()) {
            if (!single) {
                throw new Refusal("EINVAL: Device only routes can not be added for IPv6 using the multipath API.");
            }
            return;
        }
        IpAddress gateway = hop.gateway().get();
        if (!gateway.isLinkLocal() && !hop.isOnlink() && !isOnLink(gateway, link)) {
            throw new Refusal("EHOSTUNREACH: No route to host");
        }
    }

    /** What the kernel learnt from router advertisements stays apart, and so does a route without a gateway. */
    private static boolean canMerge(Route route) {
        return !route.protocol().equals(Protocol.RA)
                && !route.target().hops().isEmpty()
                && route.target().hops().get(0).gateway().isPresent();
    }
}
