package dev.multipath.agent.status;

import dev.multipath.agent.config.PolicyConfig;
import dev.multipath.agent.config.PolicyMode;
import dev.multipath.agent.config.PrefixTable;
import dev.multipath.agent.config.RouteConfig;
import dev.multipath.agent.config.Routing;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.agent.status.StatusReport.Direction;
import dev.multipath.agent.status.StatusReport.Ordered;
import dev.multipath.agent.uplink.Preference;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports which uplinks the ordered routes and policies use now. Pure. */
final class Directions {
    private final Routing routing;
    private final Optional<PrefixRoutes> seen;
    private final List<UplinkView> views;

    // A table is the same only if it is the same object.
    @SuppressWarnings("ReferenceEquality")
    Directions(AgentState state, List<UplinkView> views) {
        this.routing = state.config().routing();
        this.seen = state.prefixes().seen().filter(held -> held.table() == routing.prefixes());
        this.views = views;
    }

    List<Ordered> routes() {
        List<Ordered> reports = new ArrayList<>();
        for (int entry = 0; entry < routing.routes().size(); entry++) {
            RouteConfig route = routing.routes().get(entry);
            reports.add(new Ordered(
                    route.name(),
                    route.via(),
                    PolicyMode.PREFER.toml(),
                    route.otherwise().toml(),
                    route(entry, AddressFamily.INET),
                    route(entry, AddressFamily.INET6)));
        }
        return reports;
    }

    private Optional<Direction> route(int entry, AddressFamily family) {
        PrefixTable prefixes = routing.prefixes();
        int count = prefixes.count(entry, family);
        if (count == 0) {
            return Optional.empty();
        }
        int installed = seen.map(held -> held.count(entry, family)).orElse(0);
        List<String> first = Preference.live(views, routing.routes().get(entry).via(), family).stream()
                .limit(1)
                .map(UplinkView::name)
                .toList();
        return Optional.of(new Direction(count, installed, first, first.isEmpty()));
    }

    List<Ordered> policies() {
        List<Ordered> reports = new ArrayList<>();
        for (PolicyConfig policy : routing.policies()) {
            reports.add(new Ordered(
                    policy.name(),
                    policy.via(),
                    policy.mode().toml(),
                    policy.otherwise().toml(),
                    policy(policy, AddressFamily.INET),
                    policy(policy, AddressFamily.INET6)));
        }
        return reports;
    }

    private Optional<Direction> policy(PolicyConfig policy, AddressFamily family) {
        if (!policy.concerns(family)) {
            return Optional.empty();
        }
        int matches = matches(policy.from(), family) * matches(policy.to(), family);
        List<String> inUse = new ArrayList<>();
        if (policy.mode() == PolicyMode.PREFER) {
            Preference.live(views, policy.via(), family).stream().limit(1).forEach(view -> inUse.add(view.name()));
        } else {
            List<Integer> slots = WeightPolicy.live(Preference.listed(views, policy.via()), family)
                    .slots();
            views.stream().filter(view -> slots.contains(view.slot())).forEach(view -> inUse.add(view.name()));
        }
        return Optional.of(new Direction(matches, matches, inUse, inUse.isEmpty()));
    }

    private static int matches(List<IpPrefix> prefixes, AddressFamily family) {
        return prefixes.isEmpty()
                ? 1
                : (int) prefixes.stream()
                        .filter(prefix -> prefix.family().equals(family))
                        .count();
    }
}
