package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.AllDead;
import dev.multipath.agent.config.Layout;
import dev.multipath.agent.config.PrefixTable;
import dev.multipath.agent.config.Routing;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.LegOrder;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes down what the kernel should hold: a default for each uplink in a table of its own, rules that lead to those
 * tables, and the weighted default over the uplinks that carry, with stand-bys behind it.
 */
public final class DesiredStates {
    private final AgentSection section;
    private final Routing routing;
    private final Numbering numbering;
    private final Protocol protocol;
    private final KernelSnapshot snapshot;
    private final List<UplinkView> uplinks;
    private final PinStates pins;
    private final ResilientGroups groups;
    private final LentMarks lent;
    private final List<Desired<Route>> routes = new ArrayList<>();
    private final List<Desired<Rule>> rules = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();

    private DesiredStates(
            AgentSection section,
            Routing routing,
            Pinning pinning,
            LentMarks lent,
            KernelSnapshot snapshot,
            List<UplinkView> uplinks) {
        this.section = section;
        this.routing = routing;
        this.numbering = new Numbering(section.tableBase());
        this.protocol = Protocol.of(section.protocol());
        this.snapshot = snapshot;
        this.uplinks = uplinks;
        this.pins = new PinStates(pinning, numbering, snapshot.rules(), uplinks);
        this.groups = new ResilientGroups(section, pinning.section().pin(), snapshot.nextHops());
        this.lent = lent;
    }

    /** Without routes, policies and marks. */
    public static DesiredState of(
            AgentSection section,
            KernelSnapshot snapshot,
            List<UplinkView> uplinks,
            Carrying carrying4,
            Carrying carrying6) {
        DesiredStates states =
                new DesiredStates(section, Routing.NONE, Pinning.NONE, LentMarks.NONE, snapshot, uplinks);
        return states.toState(carrying4, carrying6);
    }

    /**
     * What the kernel should hold while these uplinks carry the balanced traffic. The destinations of {@code [[route]]} are
     * not among these routes: {@link PrefixPlanner} has them.
     *
     * @param lent marks of commands run over one uplink
     * @param snapshot looked at only for what strangers hold, for what does not exist, and for whether the machine forwards
     */
    public static DesiredState of(
            AgentConfig config,
            LentMarks lent,
            KernelSnapshot snapshot,
            List<UplinkView> uplinks,
            Carrying carrying4,
            Carrying carrying6) {
        Pinning pinning = Pinning.of(config, snapshot);
        DesiredStates states = new DesiredStates(config.agent(), config.routing(), pinning, lent, snapshot, uplinks);
        return states.toState(carrying4, carrying6);
    }

    private DesiredState toState(Carrying carrying4, Carrying carrying6) {
        Map<SysctlKey, Desired<String>> sysctls = SysctlStates.of(section, snapshot, uplinks);
        family(AddressFamily.INET, carrying4);
        if (snapshot.hasIpv6()
                && uplinks.stream().anyMatch(uplink -> uplink.facts().ipv6().wanted())) {
            family(AddressFamily.INET6, carrying6);
        } else if (snapshot.hasIpv6() && !lent.isEmpty()) {
            mainFirst(AddressFamily.INET6);
            lent.rules(this, AddressFamily.INET6, numbering, uplinks);
        }
        conflicts.addAll(pins.conflicts());
        return new DesiredState(groups.objects(), routes, rules, sysctls, conflicts);
    }

    private void family(AddressFamily family, Carrying carrying) {
        for (UplinkView uplink : uplinks) {
            uplinkTable(uplink, family);
        }
        PolicyStates policies = new PolicyStates(this, numbering, uplinks);
        for (int number = 0; number < routing.policies().size(); number++) {
            policies.table(routing.policies().get(number), number, family);
        }
        balance(family, carrying);
        rules(family, policies, carrying);
        MainRefusal.of(routes, snapshot, family, protocol).ifPresent(conflicts::add);
    }

    private void uplinkTable(UplinkView uplink, AddressFamily family) {
        if (uplink.routable(family)) {
            RouteTable table = numbering.uplinkTable(uplink.slot());
            long metric = family.equals(AddressFamily.INET) ? 0 : freeMetric(table, family, Numbering.IPV6_METRIC);
            Route route = own(family, table, metric).target(RouteTarget.single(hop(uplink, family)));
            route(route, "uplink " + uplink.name() + "'s own table");
        }
    }

    private void balance(AddressFamily family, Carrying carrying) {
        boolean main = section.layout() == Layout.MAIN;
        RouteTable table = main ? RouteTable.MAIN : numbering.balanceTable();
        long wished = Numbering.balanceMetric(section, family);
        boolean any = balanced(family, carrying, table, wished, "", groups.serves(family));
        if (startsApart(family)) {
            balanced(family, carrying, numbering.localTable(), wished, "for what starts here, ");
        }
        conflicts.addAll(groups.conflicts(family));
        if (!any && section.allDead() == AllDead.UNREACHABLE) {
            long metric = metric(family, table, wished);
            route(own(family, table, metric).type(RouteType.UNREACHABLE), "no uplink can be used");
        }
        if (!any && section.allDead() == AllDead.KEEP_LAST) {
            for (Route held : HeldRoutes.of(snapshot, uplinks, family, table, protocol)) {
                route(held, "the last way there is, though the kernel refuses its uplink's own route now");
            }
        }
    }

    /**
     * A weighted default with its stand-bys.
     *
     * @param wished metric; an IPv6 one may be taken
     * @param whose begins the reasons
     * @return whether there is any
     */
    boolean balanced(AddressFamily family, Carrying carrying, RouteTable table, long wished, String whose) {
        return balanced(family, carrying, table, wished, whose, false);
    }

    private boolean balanced(
            AddressFamily family, Carrying carrying, RouteTable table, long wished, String whose, boolean group) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        List<UplinkView> carriers = inLegOrder(carrying, family);
        List<UplinkView> legs = ipv4 ? carriers : withoutDeviceOnly(carriers);
        reserve(family, carrying, table, wished + Numbering.STANDBY_METRIC, whose);
        if (!legs.isEmpty()) {
            long metric = metric(family, table, wished);
            String how = legs.size() == 1
                    ? "all traffic over " + legs.get(0).name()
                    : "traffic balanced over " + BalanceReason.names(legs);
            RouteTarget target = group ? groups.over(legs, family) : RouteTarget.balanced(hops(legs, family));
            route(own(family, table, metric).target(target), whose + how + ": " + BalanceReason.ground(carrying));
        }
        for (UplinkView uplink : carriers) {
            long standby = wished + Numbering.STANDBY_METRIC + uplink.slot();
            route(
                    own(family, table, metric(family, table, standby)).target(RouteTarget.single(hop(uplink, family))),
                    whose + "stands by in case a device vanishes and takes the default with it");
        }
        return !legs.isEmpty();
    }

    /**
     * Those that live and do not carry come behind the stand-bys of those that do, by tier; degraded ones last. Written
     * first of all, so that at no moment of a change one that lives is nowhere: see {@link EarlierBalance}.
     */
    private void reserve(AddressFamily family, Carrying carrying, RouteTable table, long standby, String whose) {
        for (UplinkView uplink : uplinks) {
            if (!carrying.reserve().contains(uplink.slot()) || !uplink.routable(family)) {
                continue;
            }
            boolean degraded = uplink.health(family).degraded();
            long tier = uplink.config().tier() + (degraded ? (long) UplinkConfig.MAX_TIER : 0);
            long metric = standby + tier * AgentConfig.MAX_UPLINKS + uplink.slot();
            Route route =
                    own(family, table, metric(family, table, metric)).target(RouteTarget.single(hop(uplink, family)));
            String why = degraded
                    ? "stands by: degraded"
                    : "stands by: tier " + uplink.config().tier();
            route(route, whose + why);
        }
    }

    /** Whether the machine's own packets are balanced in a table of their own. */
    private boolean startsApart(AddressFamily family) {
        return family.equals(AddressFamily.INET6) && groups.serves(family);
    }

    private void mainFirst(AddressFamily family) {
        rule(
                Rule.lookup(family, RouteTable.MAIN).suppressPrefixLength(0),
                numbering.mainPriority(),
                "connected and the operator's own routes come first, main's default does not");
    }

    private void rules(AddressFamily family, PolicyStates policies, Carrying carrying) {
        mainFirst(family);
        lent.rules(this, family, numbering, uplinks);
        for (UplinkView uplink : uplinks) {
            if (uplink.facts().family(family).wanted() && !uplink.isGone()) {
                Rule rule = Rule.lookup(family, numbering.uplinkTable(uplink.slot()))
                        .outputInterface(uplink.config().interfaceName());
                rule(rule, numbering.devicePriority(), "sockets bound to uplink " + uplink.name() + " use it");
            }
        }
        for (UplinkView uplink : uplinks) {
            if (!uplink.facts().family(family).wanted()) {
                continue;
            }
            for (IpPrefix source :
                    Sources.of(uplink, family, uplinks, snapshot.surroundings().leases())) {
                Rule rule = Rule.lookup(family, numbering.uplinkTable(uplink.slot()))
                        .from(source);
                rule(
                        rule,
                        numbering.sourcePriority(uplink.slot()),
                        "replies leave by the uplink the request came in on");
            }
        }
        pins.rules(this, family, carrying);
        PrefixTable prefixes = routing.prefixes();
        boolean last = family.equals(AddressFamily.INET6);
        if (!prefixes.isEmpty()
                && (prefixes.family(last ? prefixes.size() - 1 : 0).equals(family))) {
            Rule ordered = Rule.lookup(family, numbering.prefixTable());
            rule(ordered, numbering.prefixPriority(), "destinations with a preferred order of uplinks");
        }
        policies.pass(routing.policies(), family);
        for (int number = 0; number < routing.policies().size(); number++) {
            policies.rules(routing.policies().get(number), number, family);
        }
        if (startsApart(family)) {
            Rule local = Rule.lookup(family, numbering.localTable()).inputInterface("lo");
            rule(
                    local,
                    numbering.localPriority(),
                    "what starts here takes its source address from the way it leaves by");
        }
        if (section.layout() == Layout.ISOLATED) {
            Rule balance = Rule.lookup(family, numbering.balanceTable());
            rule(balance, numbering.balancePriority(), "all other traffic is balanced");
        }
    }

    void route(Route route, String reason) {
        routes.add(new Desired<>(route, reason));
    }

    void rule(Rule rule, long priority, String reason) {
        rules.add(new Desired<>(own(rule, priority), reason));
    }

    /** A rule of the agent's. */
    Rule own(Rule rule, long priority) {
        return rule.priority(priority).protocol(protocol);
    }

    /** A default of the agent's. */
    Route own(AddressFamily family, RouteTable table, long metric) {
        return Route.defaultRoute(family).table(table).priority(metric).protocol(protocol);
    }

    /** The metric wished for; of IPv6 one that is free. */
    long metric(AddressFamily family, RouteTable table, long wished) {
        return family.equals(AddressFamily.INET) ? wished : freeMetric(table, family, wished);
    }

    /** An IPv6 metric no stranger holds: theirs would be changed by ours. Counts down, so that ours still wins. */
    private long freeMetric(RouteTable table, AddressFamily family, long wished) {
        long metric = wished;
        while (metric > 1 && isTaken(table, family, metric)) {
            metric--;
        }
        if (metric != wished) {
            conflicts.add("table " + table + ": an IPv6 default of metric " + wished
                    + " belongs to someone else; metric " + metric + " is used instead");
        }
        return metric;
    }

    /** By a stranger's route, or by one wished for before. */
    private boolean isTaken(RouteTable table, AddressFamily family, long metric) {
        for (Route route : snapshot.routes()) {
            if (isDefault(route, table, family, metric) && !route.protocol().equals(protocol)) {
                return true;
            }
        }
        for (Desired<Route> wish : routes) {
            if (isDefault(wish.what(), table, family, metric)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDefault(Route route, RouteTable table, AddressFamily family, long metric) {
        return route.isDefault()
                && route.table().equals(table)
                && route.family().equals(family)
                && route.key().effectivePriority() == metric;
    }

    private List<UplinkView> inLegOrder(Carrying carrying, AddressFamily family) {
        List<Integer> weights = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            weights.add(uplink.config().weight());
        }
        List<UplinkView> ordered = new ArrayList<>();
        for (int position : LegOrder.of(weights)) {
            UplinkView uplink = uplinks.get(position);
            if (carrying.slots().contains(uplink.slot()) && uplink.routable(family)) {
                ordered.add(uplink);
            }
        }
        return ordered;
    }

    /** IPv6 refuses a leg without a gateway beside others: it then carries only when it is alone. */
    private List<UplinkView> withoutDeviceOnly(List<UplinkView> carriers) {
        if (carriers.size() < 2) {
            return carriers;
        }
        List<UplinkView> routed = new ArrayList<>();
        for (UplinkView uplink : carriers) {
            if (uplink.facts().ipv6().gateway().flatMap(Gateway::address).isPresent()) {
                routed.add(uplink);
            } else {
                conflicts.add("uplink " + uplink.name()
                        + ": the kernel cannot balance IPv6 over a link without a gateway; it stands by");
            }
        }
        return routed.isEmpty() ? carriers.subList(0, 1) : routed;
    }

    private static List<NextHop> hops(List<UplinkView> carriers, AddressFamily family) {
        List<NextHop> hops = new ArrayList<>();
        for (UplinkView uplink : carriers) {
            hops.add(hop(uplink, family).weight(uplink.weight()));
        }
        return hops;
    }

    /** The way out over an uplink. */
    static NextHop hop(UplinkView uplink, AddressFamily family) {
        FamilyFacts facts = uplink.facts().family(family);
        int device = uplink.facts().interfaceIndex();
        NextHop hop = facts.gateway()
                .flatMap(Gateway::address)
                .map(gateway -> NextHop.via(gateway, device))
                .orElseGet(() -> NextHop.dev(device));
        return facts.gatewayNeedsOnlink() ? hop.onlink() : hop;
    }
}
