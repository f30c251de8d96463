package dev.multipath.agent.coexist;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.Layout;
import dev.multipath.agent.config.Otherwise;
import dev.multipath.agent.config.PolicyConfig;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules of others and the agent's in each other's way. One before the agent's that decides takes its packets out of the
 * balance; one behind the agent's last, which decides everything, is never reached. The worst of these is a full tunnel,
 * as wg-quick(8) sets it up: what was to be enciphered leaves in the clear.
 */
final class ForeignRules {
    private static final Set<RouteTable> USUAL = Set.of(RouteTable.MAIN, RouteTable.DEFAULT, RouteTable.LOCAL);

    private final AgentSection section;
    private final List<PolicyConfig> policies;
    private final Numbering numbering;
    private final Protocol own;
    private final KernelSnapshot snapshot;
    private final Set<Integer> uplinks = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private ForeignRules(AgentConfig config, KernelSnapshot snapshot, List<UplinkView> uplinks) {
        this.section = config.agent();
        this.policies = config.routing().policies();
        this.numbering = new Numbering(section.tableBase());
        this.own = Protocol.of(section.protocol());
        this.snapshot = snapshot;
        uplinks.forEach(uplink -> this.uplinks.add(uplink.facts().interfaceIndex()));
    }

    static List<Finding> of(AgentConfig config, KernelSnapshot snapshot, List<UplinkView> uplinks) {
        ForeignRules rules = new ForeignRules(config, snapshot, uplinks);
        for (Rule rule : snapshot.rules()) {
            if (!rules.isOfNoConcern(rule) && isConcerned(uplinks, rule.family())) {
                rules.judge(rule);
            }
        }
        return rules.findings;
    }

    private static boolean isConcerned(List<UplinkView> uplinks, AddressFamily family) {
        for (UplinkView uplink : uplinks) {
            if (!uplink.facts().family(family).addresses().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The kernel's own, the agent's, those that match nothing, and those that only let specific routes count. */
    private boolean isOfNoConcern(Rule rule) {
        boolean usual = isForAll(rule.selector())
                && rule.action() instanceof RuleAction.Lookup lookup
                && USUAL.contains(lookup.table());
        return rule.protocol().equals(own)
                || usual
                || rule.isDetached()
                || rule.selector().l3mdev()
                || rule.suppressPrefixLength().orElse(-1) >= 0
                || rule.action() instanceof RuleAction.Nop;
    }

    private void judge(Rule rule) {
        long priority = rule.priority().orElse(0);
        boolean lastIsAll = section.layout() == Layout.ISOLATED;
        if (lastIsAll && priority > numbering.balancePriority()) {
            if (priority > numbering.passPriority() && isPassedTo(rule.family())) {
                return;
            }
            if (isNearlyForAll(rule.selector()) && leadsAway(rule)) {
                findings.add(
                        Finding.error("rule " + quoted(rule) + " sends everything elsewhere, as into a tunnel, but the"
                                + " agent's rules come before it and send it out by the uplinks; expected"
                                + " layout = \"main\", which leaves that rule in force, or a [[policy]] with via = [] and"
                                + " otherwise = \"main\" for " + everything(rule.family())));
            } else {
                findings.add(Finding.warning(
                        "rule " + quoted(rule) + " is never reached: the agent's at " + numbering.balancePriority()
                                + " decides before it; give it a priority below " + section.tableBase()));
            }
        } else if (priority <= numbering.balancePriority() && decides(rule)) {
            String which = isNearlyForAll(rule.selector()) ? "nothing is balanced" : "its packets are not balanced";
            findings.add(Finding.warning("rule " + quoted(rule) + " comes before the agent's at "
                    + numbering.balancePriority() + ": " + which));
        }
    }

    /** Whether a policy sends all that is left past the balance, come what may. */
    private boolean isPassedTo(AddressFamily family) {
        return policies.stream()
                .anyMatch(policy -> policy.otherwise() == Otherwise.MAIN
                        && policy.via().isEmpty()
                        && policy.concerns(family)
                        && isAll(policy.from(), family)
                        && isAll(policy.to(), family)
                        && policy.incoming().isEmpty()
                        && policy.protocol().isEmpty()
                        && policy.sourcePort().isEmpty()
                        && policy.destinationPort().isEmpty()
                        && policy.uid().isEmpty());
    }

    private static boolean isAll(List<IpPrefix> prefixes, AddressFamily family) {
        return prefixes.isEmpty() || prefixes.contains(IpPrefix.all(family));
    }

    private static String everything(AddressFamily family) {
        return "to = [\"" + IpPrefix.all(family) + "\"]";
    }

    private static String quoted(Rule rule) {
        return (rule.family().equals(AddressFamily.INET) ? "" : "of IPv6 ") + '"' + rule + '"';
    }

    /** Whether no packet goes on behind it: one refused, jumped over the agent's rules, or sent by a default. */
    private boolean decides(Rule rule) {
        if (rule.action() instanceof RuleAction.Lookup lookup) {
            return defaults(rule.family(), lookup.table()).findAny().isPresent();
        }
        return !(rule.action() instanceof RuleAction.Goto jump) || jump.priority() > numbering.balancePriority();
    }

    /** Whether it refuses packets, or its default leads over no uplink. */
    private boolean leadsAway(Rule rule) {
        if (rule.action() instanceof RuleAction.Lookup lookup) {
            return !USUAL.contains(lookup.table())
                    && defaults(rule.family(), lookup.table()).anyMatch(this::leadsAway);
        }
        return !(rule.action() instanceof RuleAction.Goto);
    }

    private boolean leadsAway(Route route) {
        return !route.type().equals(RouteType.UNICAST)
                || route.target().ways().stream().map(NextHop::interfaceIndex).noneMatch(uplinks::contains);
    }

    private Stream<Route> defaults(AddressFamily family, RouteTable table) {
        return snapshot.routes().stream()
                .filter(route -> route.isDefault()
                        && route.table().equals(table)
                        && route.family().equals(family));
    }

    private static boolean isForAll(RuleSelector selector) {
        return selector.equals(RuleSelector.all(selector.from().family()));
    }

    /** Everything, or all but what bears a mark: how a tunnel spares its own packets. */
    private static boolean isNearlyForAll(RuleSelector selector) {
        return isForAll(selector)
                || (selector.inverted()
                        && selector.from().length() == 0
                        && selector.to().length() == 0
                        && selector.inputInterface().isEmpty()
                        && selector.outputInterface().isEmpty());
    }
}
