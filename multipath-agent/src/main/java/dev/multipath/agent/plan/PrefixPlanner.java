package dev.multipath.agent.plan;

import dev.multipath.agent.config.PrefixTable;
import dev.multipath.agent.config.Routing;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next step from where destinations lead to where they should. What is to lead somewhere comes before what is to be
 * taken out, and that before what is no destination at all. Pure.
 */
public final class PrefixPlanner {
    private final Routing routing;
    private final PrefixRoutes held;
    private final PrefixTargets wanted;
    private final RouteTable table;
    private final Protocol protocol;

    /**
     * @param held of the same {@link PrefixTable} as {@code routing}
     * @param table of the kernel
     */
    public PrefixPlanner(
            Routing routing, PrefixRoutes held, PrefixTargets wanted, RouteTable table, Protocol protocol) {
        this.routing = routing;
        this.held = held;
        this.wanted = wanted;
        this.table = table;
        this.protocol = protocol;
    }

    /**
     * The next step; empty when all is as it should be.
     *
     * @param most how many routes it may have
     */
    public Optional<PrefixChange> next(int most) {
        Optional<PrefixChange> change = step(false, most).or(() -> step(true, most));
        if (change.isPresent() || held.strays().isEmpty()) {
            return change;
        }
        List<Route> strays =
                held.strays().subList(0, Math.min(most, held.strays().size()));
        return Optional.of(
                new PrefixChange(PrefixChange.Kind.DELETE, PrefixTarget.OTHER, List.of(), strays, "no longer wanted"));
    }

    private Optional<PrefixChange> step(boolean deletion, int most) {
        PrefixTable prefixes = held.table();
        Optional<PrefixTarget> common = Optional.empty();
        Optional<PrefixTarget> from = Optional.empty();
        int entry = -1;
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < prefixes.size() && indices.size() < most; i++) {
            Optional<PrefixTarget> target = wanted.of(prefixes.entry(i), prefixes.family(i));
            Optional<PrefixTarget> present = held.held(i);
            if (held.isRefused(i) || target.equals(present) || target.isEmpty() != deletion) {
                continue;
            }
            if (indices.isEmpty()) {
                common = target;
                from = present;
                entry = prefixes.entry(i);
            }
            if (prefixes.entry(i) == entry && target.equals(common) && present.equals(from)) {
                indices.add(i);
            }
        }
        if (indices.isEmpty()) {
            return Optional.empty();
        }
        PrefixTarget target = (deletion ? from : common).orElseThrow();
        String name = "route " + routing.routes().get(entry).name();
        PrefixChange.Kind kind = deletion
                ? PrefixChange.Kind.DELETE
                : from.isPresent() ? PrefixChange.Kind.REPLACE : PrefixChange.Kind.ADD;
        String reason = deletion
                ? name + ": none of its uplinks lives"
                : name
                        + (target.hop().isPresent()
                                ? ": first of its uplinks that lives"
                                : ": none of its uplinks lives");
        List<Route> routes = new ArrayList<>(indices.size());
        for (int index : indices) {
            routes.add(target.route(prefixes.prefix(index), table, protocol));
        }
        return Optional.of(new PrefixChange(kind, target, indices, routes, reason));
    }
}
