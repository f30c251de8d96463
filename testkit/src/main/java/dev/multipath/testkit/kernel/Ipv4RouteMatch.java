package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import java.util.List;

/** When the kernel takes two IPv4 routes for the same, and which route a request to delete fits. */
final class Ipv4RouteMatch {
    private Ipv4RouteMatch() {}

    /** The same in everything but the state of their legs: they would share one {@code fib_info}. */
    static boolean same(Route one, Route other) {
        return configured(one).equals(configured(other));
    }

    private static Route configured(Route route) {
        return Legs.map(route, NextHop::configured).key(route.key().effective());
    }

    /** {@code fib_table_delete}: key exactly, the rest as far as the request has it. */
    static boolean fits(Route request, Route route) {
        return route.destination().equals(request.destination())
                && route.key().tos() == request.key().tos()
                && (request.type().equals(RouteType.UNSPEC) || request.type().equals(route.type()))
                && (request.scope().equals(Scope.NOWHERE) || request.scope().equals(route.scope()))
                && (request.options().prefSrc().isEmpty()
                        || request.options().prefSrc().equals(route.options().prefSrc()))
                && (request.protocol().value() == 0 || request.protocol().equals(route.protocol()))
                && (request.key().effectivePriority() == 0
                        || request.key().effectivePriority() == route.key().effectivePriority())
                && targets(request.target(), route.target())
                && (request.options().metrics().isEmpty()
                        || request.options().metrics().equals(route.options().metrics()));
    }

    private static boolean targets(RouteTarget request, RouteTarget route) {
        if (request instanceof RouteTarget.NextHopId wanted) {
            return route instanceof RouteTarget.NextHopId object && object.id() == wanted.id();
        }
        List<NextHop> wanted = request.hops();
        if (route instanceof RouteTarget.NextHopId) {
            return wanted.isEmpty();
        }
        List<NextHop> legs = route.hops();
        if (wanted.isEmpty()) {
            return true;
        }
        // One that is named alone is compared with the first leg only; of several each with its counterpart.
        boolean several = request instanceof RouteTarget.Multipath;
        if (legs.isEmpty() || (several && wanted.size() < legs.size())) {
            return false;
        }
        int count = several ? legs.size() : 1;
        for (int i = 0; i < count; i++) {
            if (!hops(wanted.get(i), legs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hops(NextHop wanted, NextHop leg) {
        boolean device = wanted.interfaceIndex() == 0 || wanted.interfaceIndex() == leg.interfaceIndex();
        return device && (wanted.gateway().isEmpty() || wanted.gateway().equals(leg.gateway()));
    }
}
