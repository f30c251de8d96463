package dev.multipath.netlink;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes of one table by key, several of one key in the kernel's order. What was handed out stays as it is: the next
 * change is made to a copy. Not for several threads.
 */
final class RouteMap {
    private Map<RouteKey, List<Route>> routes = new LinkedHashMap<>();
    private boolean shared;

    /** The routes of a key, first the one that counts. */
    List<Route> get(RouteKey key) {
        return routes.getOrDefault(key, List.of());
    }

    /** Sets the routes of a key; none removes it. */
    void set(RouteKey key, List<Route> entries) {
        if (shared) {
            routes = new LinkedHashMap<>(routes);
            shared = false;
        }
        if (entries.isEmpty()) {
            routes.remove(key);
        } else {
            routes.put(key, List.copyOf(entries));
        }
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    /** As it is now, for reading only; it does not change any more. */
    Map<RouteKey, List<Route>> share() {
        shared = true;
        return routes;
    }
}
