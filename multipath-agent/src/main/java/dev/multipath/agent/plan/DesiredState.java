package dev.multipath.agent.plan;

import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import java.util.Map;

/**
 * All the kernel should hold of the agent, at one moment.
 *
 * @param nextHops members before the groups they are in
 * @param routes in the order they are to be installed: tables before the defaults that stand before them
 * @param rules in order of priority
 * @param sysctls the value each should have
 * @param conflicts what could not be wished for as configured, in an operator's words
 */
public record DesiredState(
        List<Desired<NextHopObject>> nextHops,
        List<Desired<Route>> routes,
        List<Desired<Rule>> rules,
        Map<SysctlKey, Desired<String>> sysctls,
        List<String> conflicts) {

    /** Nothing: what {@code remove} leaves. */
    public static final DesiredState NOTHING = new DesiredState(List.of(), List.of(), List.of(), Map.of(), List.of());

    public DesiredState {
        nextHops = List.copyOf(nextHops);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        sysctls = Map.copyOf(sysctls);
        conflicts = List.copyOf(conflicts);
    }

    /** Whether it asks for the same nexthops, routes and rules, for whatever reasons. */
    public boolean asksLike(DesiredState other) {
        return equal(nextHops, other.nextHops) && equal(routes, other.routes) && equal(rules, other.rules);
    }

    private static <T> boolean equal(List<Desired<T>> some, List<Desired<T>> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).what().equals(others.get(i).what())) {
                return false;
            }
        }
        return true;
    }
}
