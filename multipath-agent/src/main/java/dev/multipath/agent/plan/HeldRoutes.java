package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The agent's defaults that the kernel holds over uplinks whose own route it refuses: nothing new leans on these, but
 * where no other uplink is left they are the last that carry.
 */
final class HeldRoutes {
    private HeldRoutes() {}

    static List<Route> of(
            KernelSnapshot snapshot,
            List<UplinkView> uplinks,
            AddressFamily family,
            RouteTable table,
            Protocol protocol) {
        Set<Integer> refused = new HashSet<>();
        for (UplinkView uplink : uplinks) {
            boolean complete = uplink.facts().missing(family).isEmpty();
            if (uplink.enabled() && complete && !uplink.routable(family)) {
                refused.add(uplink.facts().interfaceIndex());
            }
        }
        List<Route> held = new ArrayList<>();
        for (Route route : snapshot.routes()) {
            List<NextHop> hops = route.target().hops();
            boolean own = route.isDefault()
                    && route.family().equals(family)
                    && route.table().equals(table)
                    && route.protocol().equals(protocol);
            if (own && !hops.isEmpty() && hops.stream().allMatch(hop -> refused.contains(hop.interfaceIndex()))) {
                held.add(Route.defaultRoute(family)
                        .table(table)
                        .priority(route.key().effectivePriority())
                        .protocol(protocol)
                        .target(route.target().configured()));
            }
        }
        return held;
    }
}
