package dev.multipath.agent.sim;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.testkit.kernel.FakeKernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which devices packets to the far side of the Internet may leave: every leg of the default that rules lead to. The
 * kernel itself would only say which one leg a single flow takes. Of one moment.
 */
final class Reach {
    private final List<Route> routes;
    private final List<Route> defaults;
    private final List<Rule> rules;
    private final boolean ignoresLinkdown;
    private final Map<AddressFamily, Set<Integer>> anywhere = new HashMap<>();

    private Reach(List<Route> routes, List<Rule> rules, boolean ignoresLinkdown) {
        this.routes = routes;
        this.defaults = new ArrayList<>(routes);
        this.defaults.removeIf(route -> !route.isDefault());
        this.rules = rules;
        this.ignoresLinkdown = ignoresLinkdown;
    }

    /** @param ignoresLinkdown whether legs without carrier are passed over */
    static Reach of(FakeKernel kernel, boolean ignoresLinkdown) {
        return new Reach(kernel.routes(), kernel.rules(), ignoresLinkdown);
    }

    /** Of all tables but local. */
    List<Route> routes() {
        return routes;
    }

    List<Rule> rules() {
        return rules;
    }

    /** Interface indices for a packet from nowhere in particular; empty if it cannot leave. */
    Set<Integer> anywhere(AddressFamily family) {
        return anywhere.computeIfAbsent(family, each -> devices(each, Optional.empty(), 0));
    }

    /** Likewise for a packet from this address. */
    Set<Integer> from(IpAddress source) {
        return devices(source.family(), Optional.of(source), 0);
    }

    /** Likewise for a packet with this mark. */
    Set<Integer> marked(AddressFamily family, FwMark mark) {
        return devices(family, Optional.empty(), mark.value());
    }

    private Set<Integer> devices(AddressFamily family, Optional<IpAddress> source, long mark) {
        for (Rule rule : rules) {
            if (!rule.family().equals(family) || !matches(rule, source, mark)) {
                continue;
            }
            if (rule.action() instanceof RuleAction.Unreachable) {
                return Set.of();
            }
            if (rule.action() instanceof RuleAction.Lookup lookup
                    && rule.suppressPrefixLength().orElse(-1) < 0) {
                Optional<Set<Integer>> found = inTable(family, lookup.table());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return Set.of();
    }

    /** A packet of which nothing but source and mark is known: what a rule asks besides does not fit. */
    private static boolean matches(Rule rule, Optional<IpAddress> source, long mark) {
        RuleSelector selector = rule.selector();
        boolean from = selector.from().isAll()
                || source.filter(selector.from()::contains).isPresent();
        return from
                && selector.to().isAll()
                && selector.outputInterface().isEmpty()
                && selector.inputInterface().isEmpty()
                && selector.uid().isEmpty()
                && selector.mark().map(wanted -> wanted.matches(mark)).orElse(true)
                && selector.ipProtocol().isEmpty();
    }

    private Optional<Set<Integer>> inTable(AddressFamily family, RouteTable table) {
        for (Route route : defaults) {
            if (!route.family().equals(family) || !route.table().equals(table)) {
                continue;
            }
            if (!route.type().equals(RouteType.UNICAST)) {
                return Optional.of(Set.of());
            }
            Set<Integer> devices = new TreeSet<>();
            for (NextHop hop : route.target().ways()) {
                long unusable = NextHop.DEAD | (ignoresLinkdown ? NextHop.LINKDOWN : 0);
                if ((hop.flags() & unusable) == 0) {
                    devices.add(hop.interfaceIndex());
                }
            }
            if (!devices.isEmpty()) {
                return Optional.of(devices);
            }
        }
        return Optional.empty();
    }
}
