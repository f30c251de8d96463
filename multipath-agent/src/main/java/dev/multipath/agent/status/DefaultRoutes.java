package dev.multipath.agent.status;

import dev.multipath.agent.config.Layout;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the default routes that new connections are sent by: those of the best metric in the agent's table, and those of
 * table main where that one has none.
 */
final class DefaultRoutes {
    private DefaultRoutes() {}

    static StatusReport.Defaults of(AgentState state) {
        return new StatusReport.Defaults(words(state, AddressFamily.INET), words(state, AddressFamily.INET6));
    }

    private static List<String> words(AgentState state, AddressFamily family) {
        if (state.snapshot().isEmpty()) {
            return List.of();
        }
        KernelSnapshot snapshot = state.snapshot().get();
        List<Route> routes = List.of();
        if (state.config().agent().layout() == Layout.ISOLATED) {
            Numbering numbering = new Numbering(state.config().agent().tableBase());
            routes = best(snapshot, family, numbering.balanceTable());
        }
        if (routes.isEmpty()) {
            routes = best(snapshot, family, RouteTable.MAIN);
        }
        List<String> words = new ArrayList<>();
        for (Route route : routes) {
            words.add(Iproute2.route(route, snapshot.names()));
        }
        return words;
    }

    private static List<Route> best(KernelSnapshot snapshot, AddressFamily family, RouteTable table) {
        List<Route> best = new ArrayList<>();
        long bestMetric = Long.MAX_VALUE;
        for (Route route : snapshot.routes()) {
            if (!route.isDefault()
                    || !route.family().equals(family)
                    || !route.table().equals(table)) {
                continue;
            }
            long metric = route.key().effectivePriority();
            if (metric < bestMetric) {
                best.clear();
                bestMetric = metric;
            }
            if (metric == bestMetric) {
                best.add(route);
            }
        }
        return best;
    }
}
