package dev.multipath.agent.config;

import java.util.List;

/**
 * One {@code [[route]]}: destinations with a preferred order of uplinks. Its destinations stand in the
 * {@link PrefixTable} of all of them.
 *
 * @param name as {@code status} and messages call it
 * @param via names of uplinks, the preferred one first
 * @param otherwise never {@link Otherwise#MAIN}
 */
public record RouteConfig(String name, List<String> via, Otherwise otherwise) {
    public RouteConfig {
        via = List.copyOf(via);
    }
}
