package dev.multipath.agent.config;

import java.util.List;

/**
 * Everything that is not simply balanced: {@code [[route]]} and {@code [[policy]]}.
 *
 * @param routes in the order of the file; {@link PrefixTable#entry} counts by it
 * @param prefixes where each of them goes
 * @param policies in the order of the file: the first that matches wins
 */
public record Routing(List<RouteConfig> routes, PrefixTable prefixes, List<PolicyConfig> policies) {
    /** As many policies as fit between the rule priorities the agent hands out. */
    public static final int MAX_POLICIES = 90;

    public static final Routing NONE = new Routing(List.of(), PrefixTable.EMPTY, List.of());

    /** @throws IllegalArgumentException for too many policies */
    public Routing {
        routes = List.copyOf(routes);
        policies = List.copyOf(policies);
        if (policies.size() > MAX_POLICIES) {
            throw new IllegalArgumentException(policies.size() + " policies are more than " + MAX_POLICIES);
        }
    }

    public boolean isEmpty() {
        return routes.isEmpty() && policies.isEmpty();
    }
}
