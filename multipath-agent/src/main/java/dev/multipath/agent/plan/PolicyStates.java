package dev.multipath.agent.plan;

import dev.multipath.agent.config.Otherwise;
import dev.multipath.agent.config.PolicyConfig;
import dev.multipath.agent.config.PolicyMode;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Preference;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.List;

/**
 * What a {@code [[policy]]} is in the kernel: rules that tell its packets by their selectors alone, and a table with a
 * default over its uplinks.
 *
 * <p>The table holds, by metric: the default over the first live uplink, or the weighted one; a stand-by over each other
 * live one; and, where {@code otherwise} says so, a refusal that comes into its own when all of them have vanished. With
 * {@code otherwise = "main"} a second rule behind each of the first kind is asked only while the policy's own table has
 * no answer. It goes on past the balance, to the rules of others, a full tunnel's among them, and table main.
 */
final class PolicyStates {
    private final DesiredStates states;
    private final Numbering numbering;
    private final List<UplinkView> uplinks;

    PolicyStates(DesiredStates states, Numbering numbering, List<UplinkView> uplinks) {
        this.states = states;
        this.numbering = numbering;
        this.uplinks = uplinks;
    }

    /** @param number from 0, in the order of the file */
    void table(PolicyConfig policy, int number, AddressFamily family) {
        if (!policy.concerns(family)) {
            return;
        }
        RouteTable table = numbering.policyTable(number);
        String name = "policy " + policy.name();
        if (policy.mode() == PolicyMode.BALANCE) {
            Carrying carrying = WeightPolicy.live(Preference.listed(uplinks, policy.via()), family);
            states.balanced(family, carrying, table, metric(family), name + ": ");
        } else {
            preferred(policy, family, table, name);
        }
        if (policy.otherwise() == Otherwise.UNREACHABLE) {
            states.route(
                    states.own(family, table, Numbering.REFUSAL_METRIC).type(RouteType.UNREACHABLE),
                    name + ": refused while none of its uplinks lives");
        }
    }

    private void preferred(PolicyConfig policy, AddressFamily family, RouteTable table, String name) {
        List<UplinkView> live = Preference.live(uplinks, policy.via(), family);
        for (int i = 0; i < live.size(); i++) {
            UplinkView uplink = live.get(i);
            if (i == 0) {
                states.route(
                        states.own(family, table, states.metric(family, table, metric(family)))
                                .target(RouteTarget.single(DesiredStates.hop(uplink, family))),
                        name + ": " + uplink.name() + " is the first of its uplinks that lives");
            }
            long standby =
                    metric(family) + Numbering.STANDBY_METRIC + policy.via().indexOf(uplink.name());
            states.route(
                    states.own(family, table, states.metric(family, table, standby))
                            .target(RouteTarget.single(DesiredStates.hop(uplink, family))),
                    name + ": stands by in case a device vanishes");
        }
    }

    void rules(PolicyConfig policy, int number, AddressFamily family) {
        if (!policy.concerns(family)) {
            return;
        }
        List<IpPrefix> from = of(family, policy.from());
        List<IpPrefix> to = of(family, policy.to());
        RuleAction own = new RuleAction.Lookup(numbering.policyTable(number));
        rules(policy, number, family, own, from, to, "policy " + policy.name());
        if (policy.otherwise() == Otherwise.MAIN) {
            String reason = "policy " + policy.name() + ": others' rules and main while none of its uplinks lives";
            rules(policy, number, family, new RuleAction.Goto(numbering.passPriority()), from, to, reason);
        }
    }

    /** Where those go on that are sent past the balance; a rule that is gone to must exist. */
    void pass(List<PolicyConfig> policies, AddressFamily family) {
        if (policies.stream().anyMatch(policy -> policy.otherwise() == Otherwise.MAIN && policy.concerns(family))) {
            Rule here = Rule.lookup(family, RouteTable.MAIN).action(new RuleAction.Nop());
            states.rule(here, numbering.passPriority(), "policies with otherwise = \"main\" go on behind it");
        }
    }

    private void rules(
            PolicyConfig policy,
            int number,
            AddressFamily family,
            RuleAction action,
            List<IpPrefix> sources,
            List<IpPrefix> destinations,
            String reason) {
        for (IpPrefix from : sources) {
            for (IpPrefix to : destinations) {
                RuleSelector selector = selector(policy, family, from, to);
                Rule rule = Rule.lookup(family, RouteTable.MAIN).action(action).selector(selector);
                states.rule(rule, numbering.policyPriority(number), reason);
            }
        }
    }

    private static RuleSelector selector(PolicyConfig policy, AddressFamily family, IpPrefix from, IpPrefix to) {
        RuleSelector.Builder selector =
                RuleSelector.all(family).toBuilder().from(from).to(to);
        policy.incoming().ifPresent(selector::inputInterface);
        policy.protocol().ifPresent(selector::ipProtocol);
        policy.sourcePort().ifPresent(selector::sourcePort);
        policy.destinationPort().ifPresent(selector::destinationPort);
        policy.uid().ifPresent(selector::uid);
        return selector.build();
    }

    private static List<IpPrefix> of(AddressFamily family, List<IpPrefix> prefixes) {
        return prefixes.isEmpty()
                ? List.of(IpPrefix.all(family))
                : prefixes.stream()
                        .filter(prefix -> prefix.family().equals(family))
                        .toList();
    }

    private static long metric(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? 0 : Numbering.IPV6_METRIC;
    }
}
