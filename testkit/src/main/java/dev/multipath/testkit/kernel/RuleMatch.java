package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.List;
import java.util.Optional;

/**
 * When the kernel thinks that two rules are one, and when a rule is for a packet. It is careless with requests: what one
 * leaves open fits everything, and "not" is never looked at.
 */
final class RuleMatch {
    /** {@code LOOPBACK_IFINDEX}: what packets of this machine came in by. */
    private static final int LOOPBACK = 1;

    private RuleMatch() {}

    /** {@code rule_exists}: whether NLM_F_EXCL refuses a rule because of another. */
    static boolean exists(Rule request, Rule rule) {
        RuleSelector wanted = request.selector();
        RuleSelector have = rule.selector();
        return request.action().equals(rule.action())
                && request.priority().equals(rule.priority())
                && wanted.inputInterface().equals(have.inputInterface())
                && wanted.outputInterface().equals(have.outputInterface())
                && mark(wanted).equals(mark(have))
                && wanted.tunnelId().equals(have.tunnelId())
                && wanted.l3mdev() == have.l3mdev()
                && wanted.uid().equals(have.uid())
                && wanted.ipProtocol().equals(have.ipProtocol())
                && request.protocol().equals(rule.protocol())
                && wanted.sourcePort().equals(have.sourcePort())
                && wanted.destinationPort().equals(have.destinationPort())
                && raw(request).equals(raw(rule))
                && loosely(request, rule);
    }

    /** {@code rule_find}: whether a request to delete may mean a rule. */
    static boolean fits(Rule request, Rule rule) {
        RuleSelector wanted = request.selector();
        RuleSelector have = rule.selector();
        int suppressed = request.suppressPrefixLength().orElse(-1);
        return actions(request.action(), rule.action())
                && (request.priority().isEmpty() || request.priority().equals(rule.priority()))
                && (request.protocol().value() == 0 || request.protocol().equals(rule.protocol()))
                && (suppressed < 0 || suppressed == rule.suppressPrefixLength().orElse(-1))
                && (request.suppressInterfaceGroup().isEmpty()
                        || request.suppressInterfaceGroup().equals(rule.suppressInterfaceGroup()))
                && agree(wanted.inputInterface(), have.inputInterface())
                && agree(wanted.outputInterface(), have.outputInterface())
                && (mark(wanted).value() == 0
                        || mark(wanted).value() == mark(have).value())
                && (mark(wanted).mask() == 0
                        || mark(wanted).mask() == mark(have).mask())
                && agree(wanted.uid(), have.uid())
                && (wanted.ipProtocol().isEmpty() || wanted.ipProtocol().equals(have.ipProtocol()))
                && agree(wanted.sourcePort(), have.sourcePort())
                && agree(wanted.destinationPort(), have.destinationPort())
                && (wanted.tunnelId().isEmpty() || wanted.tunnelId().equals(have.tunnelId()))
                && (!wanted.l3mdev() || have.l3mdev())
                && raw(rule).containsAll(raw(request))
                && loosely(request, rule);
    }

    /** {@code fib_rule_match}: whether a rule is for a packet. */
    static boolean matches(Rule rule, Flow flow, FakeLinks links) {
        return selects(rule.selector(), flow, links) != rule.selector().inverted();
    }

    private static boolean selects(RuleSelector selector, Flow flow, FakeLinks links) {
        int input = flow.input() == 0 ? LOOPBACK : flow.input();
        FwMark mark = mark(selector);
        return device(selector.inputInterface(), input, links)
                && device(selector.outputInterface(), flow.output(), links)
                && ((flow.mark() ^ mark.value()) & mark.mask()) == 0
                && prefix(selector.from(), flow.source())
                && prefix(selector.to(), flow.destination())
                && (selector.tos() == 0 || selector.tos() == flow.tos())
                && within(selector.uid(), flow.uid())
                && (selector.ipProtocol().isEmpty() || selector.ipProtocol().getAsInt() == flow.protocol())
                && within(selector.sourcePort(), flow.sourcePort())
                && within(selector.destinationPort(), flow.destinationPort())
                && selector.tunnelId().isEmpty()
                && !selector.l3mdev();
    }

    private static boolean device(Optional<String> name, int index, FakeLinks links) {
        if (name.isEmpty()) {
            return true;
        }
        FakeLink device = links.find(name.get());
        return device != null && device.index == index;
    }

    private static boolean prefix(IpPrefix prefix, IpAddress address) {
        return prefix.isAll() || prefix.contains(address);
    }

    private static boolean within(Optional<NumberRange> range, long number) {
        return range.isEmpty()
                || (range.get().first() <= number && number <= range.get().last());
    }

    /** The family's part of a comparison: an absent part of the request fits all. */
    private static boolean loosely(Rule request, Rule rule) {
        RuleSelector wanted = request.selector();
        RuleSelector have = rule.selector();
        return (wanted.from().isAll() || wanted.from().equals(have.from()))
                && (wanted.to().isAll() || wanted.to().equals(have.to()))
                && (wanted.tos() == 0 || wanted.tos() == have.tos())
                && (request.realms().isEmpty() || request.realms().equals(rule.realms()));
    }

    private static boolean actions(RuleAction request, RuleAction rule) {
        if (request instanceof RuleAction.Lookup wanted && wanted.table().value() == 0) {
            return rule instanceof RuleAction.Lookup;
        }
        if (request instanceof RuleAction.Goto) {
            return rule instanceof RuleAction.Goto;
        }
        return request.equals(rule);
    }

    private static <T> boolean agree(Optional<T> request, Optional<T> rule) {
        return request.isEmpty() || request.equals(rule);
    }

    private static FwMark mark(RuleSelector selector) {
        return selector.mark().orElse(new FwMark(0, 0));
    }

    private static List<RawAttribute> raw(Rule rule) {
        return rule.unknown().attributes();
    }
}
