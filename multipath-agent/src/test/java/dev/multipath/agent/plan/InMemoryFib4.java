package dev.multipath.agent.plan;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;

/** IPv4: several routes may share a key, and the first of them is meant (facts 2, 4, 6, 7). */
final class InMemoryFib4 extends InMemoryFib {
    InMemoryFib4(InMemoryKernel kernel) {
        super(AddressFamily.INET, kernel);
    }

    @Override
    void prepend(Route request) {
        Route route = checked(request);
        refuseSecondCopy(route);
        int first = first(route.key());
        insert(route, first < 0 ? end(route.key()) : first);
    }

    @Override
    void replace(Route request) {
        Route route = checked(request);
        int first = first(route.key());
        if (first < 0) {
            insert(route, end(route.key()));
        } else if (!isSameInfo(routes.get(first), route)) {
            refuseSecondCopy(route);
            routes.set(first, route);
        }
    }

    /** One that names the first leg of a multipath route removes all of it. */
    @Override
    void delete(Route request) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            boolean meant = route.key().equals(request.key().effective())
                    && route.type().equals(request.type())
                    && route.protocol().equals(request.protocol())
                    && isNamed(request.target().configured(), route.target().configured());
            if (meant) {
                routes.remove(i);
                return;
            }
        }
        throw new Refusal("ESRCH: No such process");
    }

    /** A multipath route over it goes with its healthy legs, and without a word. */
    @Override
    void deviceDeleted(int index) {
        routes.removeIf(route -> uses(route, index));
    }

    @Override
    void lastAddressRemoved(int index) {
        deviceDown(index);
    }

    @Override
    void checkHop(NextHop hop, boolean single) {
        Link link = device(hop);
        boolean valid = hop.gateway().isEmpty()
                || hop.isOnlink()
                || isOnLink(hop.gateway().get(), link);
        if (!valid || hop.gateway().map(IpAddress::isIpv6).orElse(false)) {
            throw new Refusal("ENETUNREACH: Nexthop has invalid gateway");
        }
    }

    private void refuseSecondCopy(Route route) {
        if (routes.stream().anyMatch(each -> isSameInfo(each, route))) {
            throw new Refusal("EEXIST: File exists");
        }
    }

    private static boolean isSameInfo(Route a, Route b) {
        return a.key().equals(b.key())
                && a.type().equals(b.type())
                && a.protocol().equals(b.protocol())
                && a.options().equals(b.options())
                && a.target().configured().equals(b.target().configured());
    }

    private static boolean isNamed(RouteTarget named, RouteTarget target) {
        boolean firstLeg = named instanceof RouteTarget.Single single
                && target instanceof RouteTarget.Multipath multipath
                && isSameHop(single.hop(), multipath.legs().get(0));
        return firstLeg || named.equals(target);
    }
}
