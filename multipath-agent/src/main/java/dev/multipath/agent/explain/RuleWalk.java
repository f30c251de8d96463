package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One walk through the rules of a family: {@code fib_rules_lookup()}. */
final class RuleWalk {
    private static final long NO_GROUP = 0xffff_ffffL;

    private final Fib fib;
    private final Flow flow;
    private final boolean host;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Considered> considered = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private RuleWalk(Fib fib, Flow flow, boolean host) {
        this.fib = fib;
        this.flow = flow;
        this.host = host;
        for (Rule rule : fib.rules()) {
            if (rule.family().equals(flow.destination().family())) {
                rules.add(rule);
            }
        }
        rules.sort(Comparator.comparingLong(rule -> rule.priority().orElse(0)));
    }

    /** @param host whether this machine does not forward IPv6 */
    static Walk of(Fib fib, Flow flow, boolean host) {
        return new RuleWalk(fib, flow, host).run();
    }

    private Walk run() {
        RuleMatch match = new RuleMatch(fib, flow);
        int at = 0;
        while (at < rules.size()) {
            Rule rule = rules.get(at);
            noteUnknown(rule);
            Optional<String> mismatch = match.mismatch(rule);
            if (mismatch.isPresent()) {
                consider(rule, "does not match: " + mismatch.get());
                at++;
            } else if (rule.action() instanceof RuleAction.Goto jump) {
                at = jump(rule, jump.priority(), at);
            } else {
                Optional<Walk> end = act(rule);
                if (end.isPresent()) {
                    return end.get();
                }
                at++;
            }
        }
        Verdict none = new Verdict.Refused(Refusal.NETWORK_UNREACHABLE, "no rule leads to a route");
        return new Walk(none, Optional.empty(), Optional.empty(), considered, notes);
    }

    /** Goes to the first rule of that priority, which always comes later; the kernel refuses other jumps. */
    private int jump(Rule rule, long priority, int from) {
        for (int at = from + 1; at < rules.size(); at++) {
            if (rules.get(at).priority().orElse(0) == priority) {
                consider(rule, "matches, and goes on at " + priority);
                return at;
            }
        }
        consider(rule, "matches, but there is no rule " + priority + " to go to");
        return from + 1;
    }

    /** Empty when the next rule is to be looked at. */
    private Optional<Walk> act(Rule rule) {
        RuleAction action = rule.action();
        if (action instanceof RuleAction.Lookup lookup) {
            return lookup(rule, lookup.table());
        }
        if (action instanceof RuleAction.Nop) {
            consider(rule, "matches, and does nothing (nop)");
            return Optional.empty();
        }
        if (action instanceof RuleAction.Unreachable) {
            return refused(rule, Refusal.NETWORK_UNREACHABLE, "the rule says unreachable");
        }
        if (action instanceof RuleAction.Prohibit) {
            return refused(rule, Refusal.PROHIBITED, "the rule says prohibit");
        }
        boolean blackhole = action instanceof RuleAction.Blackhole;
        String why = blackhole ? "the rule says blackhole" : "the rule's action is unknown, and the kernel drops";
        return refused(rule, Refusal.BLACKHOLE, why);
    }

    private Optional<Walk> refused(Rule rule, Refusal refusal, String why) {
        consider(rule, "matches; " + why);
        Verdict verdict = new Verdict.Refused(refusal, why);
        return Optional.of(new Walk(verdict, Optional.of(rule), Optional.empty(), considered, notes));
    }

    private Optional<Walk> lookup(Rule rule, RouteTable table) {
        List<PassedRoute> passed = new ArrayList<>();
        TableAnswer answer = flow.isIpv4()
                ? new Ipv4Table(fib, flow, passed).lookup(table)
                : new Ipv6Table(fib, flow, host, passed).lookup(table);
        if (answer instanceof TableAnswer.Found found) {
            return found(rule, found, passed);
        }
        if (answer instanceof TableAnswer.Rejected rejected) {
            String why = "table " + table + " has '" + text(rejected.route()) + "'";
            return ended(rule, new Verdict.Refused(rejected.refusal(), why), rejected.route(), passed);
        }
        if (answer instanceof TableAnswer.Unresolved unresolved) {
            String why = "the route leads by a nexthop object, and the dump does not say what that stands for";
            return ended(rule, new Verdict.Unresolved(why), unresolved.route(), passed);
        }
        String outcome = answer instanceof TableAnswer.Thrown thrown
                ? "matches, but table " + table + " throws it back (" + text(thrown.route()) + ")"
                : "matches, but table " + table + (isEmpty(table) ? " is empty" : " has no route to it");
        considered.add(new Considered(rule, outcome, passed));
        return Optional.empty();
    }

    private Optional<Walk> found(Rule rule, TableAnswer.Found found, List<PassedRoute> passed) {
        int suppressed = rule.suppressPrefixLength().orElse(-1);
        if (found.route().destination().length() <= suppressed) {
            return suppressed(rule, found, "prefix length " + suppressed, passed);
        }
        OptionalLong group = rule.suppressInterfaceGroup();
        List<Leg> legs = found.legs();
        if (group.isPresent() && group.getAsLong() != NO_GROUP) {
            legs = outsideGroup(found, group.getAsLong());
            if (legs.isEmpty()) {
                return suppressed(rule, found, "interface group " + group.getAsLong(), passed);
            }
            if (legs.size() < found.legs().size()) {
                notes.add("flows whose hash chooses a leg of interface group " + group.getAsLong()
                        + " go on with the next rule");
            }
        }
        notes.addAll(found.notes());
        return ended(rule, verdict(found, legs), found.route(), passed);
    }

    /** IPv4 judges a route by its first leg, IPv6 by the chosen one. */
    private List<Leg> outsideGroup(TableAnswer.Found found, long group) {
        List<Leg> outside = new ArrayList<>();
        NextHop first = Legs.of(found.route()).get(0);
        for (Leg leg : found.legs()) {
            int judged = flow.isIpv4() ? first.interfaceIndex() : leg.hop().interfaceIndex();
            if (groupOf(judged) != group) {
                outside.add(leg);
            }
        }
        return outside;
    }

    private long groupOf(int interfaceIndex) {
        return fib.link(interfaceIndex).map(Link::group).orElse(0L);
    }

    private Verdict verdict(TableAnswer.Found found, List<Leg> legs) {
        RouteType type = found.route().type();
        boolean anycast6 = type.equals(RouteType.ANYCAST) && !flow.isIpv4();
        return type.equals(RouteType.LOCAL) || anycast6
                ? new Verdict.Delivered(type)
                : new Verdict.Leaves(type, legs, found.unused());
    }

    private Optional<Walk> suppressed(Rule rule, TableAnswer.Found found, String by, List<PassedRoute> passed) {
        String outcome = "matches, but its result '" + text(found.route()) + "' is suppressed (" + by + ")";
        considered.add(new Considered(rule, outcome, passed));
        return Optional.empty();
    }

    private Optional<Walk> ended(Rule rule, Verdict verdict, Route route, List<PassedRoute> passed) {
        considered.add(new Considered(rule, "matches; '" + text(route) + "'", passed));
        return Optional.of(new Walk(verdict, Optional.of(rule), Optional.of(route), considered, notes));
    }

    private void consider(Rule rule, String outcome) {
        considered.add(new Considered(rule, outcome, List.of()));
    }

    private void noteUnknown(Rule rule) {
        OptionalLong unknown = RawSelectors.unknownAttribute(rule);
        if (unknown.isPresent()) {
            notes.add("rule " + rule.priority().orElse(0) + " has an attribute unknown here (" + unknown.getAsLong()
                    + "): the kernel may judge it otherwise");
        }
    }

    private boolean isEmpty(RouteTable table) {
        for (Route route : fib.routes()) {
            if (route.table().equals(table)
                    && route.family().equals(flow.destination().family())) {
                return false;
            }
        }
        return true;
    }

    private String text(Route route) {
        return Iproute2.route(route, fib.names());
    }
}
