package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The next hops of a route as a list, whatever its target is. */
final class Legs {
    private Legs() {}

    /** With other next hops of its own; one of them alone is a single one. */
    static Route with(Route route, List<NextHop> legs) {
        return legs.isEmpty() ? route : route.target(RouteTarget.balanced(legs));
    }

    /** With each next hop of its own changed. */
    static Route map(Route route, UnaryOperator<NextHop> change) {
        List<NextHop> changed = new ArrayList<>();
        for (NextHop hop : route.target().hops()) {
            changed.add(change.apply(hop));
        }
        return with(route, changed);
    }

    static boolean uses(List<NextHop> legs, int interfaceIndex) {
        return legs.stream().anyMatch(hop -> hop.interfaceIndex() == interfaceIndex);
    }

    /** Whether a packet may take it: alive, with carrier where that matters, by the device the socket is bound to. */
    static boolean isUsable(NextHop hop, int output, boolean heedsLinkdown) {
        boolean down = (hop.flags() & NextHop.DEAD) != 0 || (heedsLinkdown && (hop.flags() & NextHop.LINKDOWN) != 0);
        return !down && (output == 0 || output == hop.interfaceIndex());
    }

    /** The same next hop by a device the kernel found itself. */
    static NextHop by(NextHop hop, int interfaceIndex) {
        NextHop found = hop.gateway().isPresent()
                ? NextHop.via(hop.gateway().get(), interfaceIndex)
                : NextHop.dev(interfaceIndex);
        NextHop weighted = found.weight(hop.weight()).flags(hop.flags());
        return hop.realms().isPresent() ? weighted.realms(hop.realms().getAsLong()) : weighted;
    }
}
