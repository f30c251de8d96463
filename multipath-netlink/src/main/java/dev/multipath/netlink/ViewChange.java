package dev.multipath.netlink;

import dev.multipath.netlink.model.KernelObject;
import java.util.List;

/**
 * How one generation of a {@link RouteView} differs from the one before.
 *
 * @param generation of the snapshot that shows it
 * @param differences in no particular order, at least one; about routes, rules, links and addresses
 */
public record ViewChange(long generation, List<Difference> differences) {
    /** Keeps a copy of the list. */
    public ViewChange {
        differences = List.copyOf(differences);
    }

    /** One object that is not as it was. */
    public sealed interface Difference {}

    /** It is there now. */
    public record Added(KernelObject object) implements Difference {}

    /** It is gone. */
    public record Removed(KernelObject object) implements Difference {}

    /**
     * It is another now: a route of the same key, an interface of the same index, an address of the same interface,
     * prefix and peer. Rules do not change.
     */
    public record Changed(KernelObject before, KernelObject after) implements Difference {}
}
