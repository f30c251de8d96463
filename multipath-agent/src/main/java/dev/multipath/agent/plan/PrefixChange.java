package dev.multipath.agent.plan;

import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Route;
import java.util.ArrayList;
import java.util.List;

/** Some destinations that all get to lead the same way, or are taken out: one step of many. Immutable. */
public final class PrefixChange {
    /** What is done to each. */
    public enum Kind {
        ADD,
        /** In place; one that has vanished meanwhile is added. */
        REPLACE,
        DELETE
    }

    private final Kind kind;
    private final PrefixTarget target;
    private final int[] indices;
    private final List<Route> routes;
    private final String reason;

    /** @param indices of the destinations in their table; empty for what is no destination of it */
    PrefixChange(Kind kind, PrefixTarget target, List<Integer> indices, List<Route> routes, String reason) {
        this.kind = kind;
        this.target = target;
        this.indices = indices.stream().mapToInt(Integer::intValue).toArray();
        this.routes = List.copyOf(routes);
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    boolean isDeletion() {
        return kind == Kind.DELETE;
    }

    /** Whether it takes out what is no destination at all. */
    boolean ofStrays() {
        return indices.length == 0;
    }

    PrefixTarget target() {
        return target;
    }

    public int size() {
        return routes.size();
    }

    int index(int i) {
        return indices[i];
    }

    public List<Route> routes() {
        return routes;
    }

    /** The same as single operations. */
    public List<KernelOp> operations() {
        List<KernelOp> operations = new ArrayList<>(routes.size());
        for (Route route : routes) {
            operations.add(
                    switch (kind) {
                        case ADD -> new KernelOp.AddRoute(route, reason);
                        case REPLACE -> new KernelOp.ReplaceRoute(route, reason);
                        case DELETE -> new KernelOp.DeleteRoute(route, reason);
                    });
        }
        return operations;
    }

    /** The first of its commands, and how many there are. */
    public String summary(InterfaceNames names) {
        String first = operations().get(0).command(names);
        return routes.size() == 1 ? first : first + "  and " + (routes.size() - 1) + " more";
    }

    public String reason() {
        return reason;
    }
}
