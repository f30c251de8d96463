package dev.multipath.agent.plan;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleKey;
import dev.multipath.netlink.model.RuleSelector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operations that turn what is into what should be: add before delete, tables before the rules that lead to them,
 * nexthop groups before the routes that lead by them,
 * a route changed in place where it can be, and never a stranger's object touched. What is refused without its rule is so
 * while tables change, lest they lead it elsewhere: that rule goes first and comes last.
 */
public final class Planner {
    private final Ownership ownership;
    private final List<Route> routes;
    private final List<Rule> rules;
    /** Where the first rule of each key stands. */
    private final Map<RuleKey, Integer> places = new HashMap<>();

    /** The keys of the rules that are wished for. */
    private final Set<RuleKey> wanted = new HashSet<>();

    private final List<KernelOp> first = new ArrayList<>();
    private final List<KernelOp> last = new ArrayList<>();
    /** What is refused by a rule, unless one before it leads it somewhere. */
    private final Set<RuleSelector> refused = new HashSet<>();

    /** Such rules that were missing. */
    private final Set<RuleKey> refusing = new HashSet<>();

    private final List<KernelOp> leading = new ArrayList<>();

    private Planner(DesiredState desired, KernelSnapshot actual, Ownership ownership) {
        this.ownership = ownership;
        this.routes = actual.routes();
        this.rules = actual.rules();
        for (int i = 0; i < rules.size(); i++) {
            places.putIfAbsent(rules.get(i).key(), i);
        }
        for (Desired<Rule> wish : desired.rules()) {
            wanted.add(wish.what().key());
        }
    }

    /** An empty plan if, and only if, the kernel already holds what is desired and nothing else of the agent's. */
    public static Plan plan(DesiredState desired, KernelSnapshot actual, Ownership ownership) {
        Planner planner = new Planner(desired, actual, ownership);
        planner.sysctls(desired, actual);
        NextHopPlanner nextHops = new NextHopPlanner(desired.nextHops(), actual.nextHops(), ownership);
        planner.first.addAll(nextHops.changes());
        planner.refusals(desired);
        planner.routes(desired);
        planner.rules(desired);
        List<KernelOp> operations = new ArrayList<>(planner.first);
        operations.addAll(planner.last);
        operations.addAll(planner.leading);
        operations.addAll(nextHops.deletions());
        return new Plan(operations);
    }

    private void sysctls(DesiredState desired, KernelSnapshot actual) {
        for (Map.Entry<SysctlKey, Desired<String>> wish : new TreeMap<>(desired.sysctls()).entrySet()) {
            String value = wish.getValue().what();
            String current = actual.sysctls().get(wish.getKey());
            if (current != null && !current.equals(value)) {
                first.add(new KernelOp.WriteSysctl(
                        wish.getKey(), value, current, wish.getValue().reason()));
            }
        }
    }

    private void routes(DesiredState desired) {
        Map<RouteKey, List<Route>> holders = new HashMap<>();
        for (Desired<Route> wish : desired.routes()) {
            holders.put(wish.what().key().effective(), new ArrayList<>());
        }
        List<KernelOp> deletions = new ArrayList<>();
        for (Route route : routes) {
            List<Route> holding = holders.get(route.key().effective());
            if (holding != null) {
                holding.add(route);
            } else if (ownership.owns(route)) {
                deletions.add(new KernelOp.DeleteRoute(route, "no longer wanted"));
            }
        }
        for (Desired<Route> wish : desired.routes()) {
            List<Route> holding = holders.remove(wish.what().key().effective());
            if (holding != null) {
                route(wish, holding, deletions);
            }
        }
        last.addAll(deletions);
    }

    /** @param holding the routes of the wished key, in the order in which the kernel considers them */
    private void route(Desired<Route> wish, List<Route> holding, List<KernelOp> deletions) {
        List<Route> own = new ArrayList<>(holding);
        own.removeIf(route -> !ownership.owns(route));
        boolean ownFirst = !holding.isEmpty() && ownership.owns(holding.get(0));
        int right = 0;
        while (right < own.size() && !same(own.get(right), wish.what())) {
            right++;
        }
        if (right == own.size()) {
            install(wish, ownFirst, holding.isEmpty());
            right = ownFirst ? 0 : -1;
        } else if (!ownFirst) {
            bringToFront(wish, own.get(right));
        }
        for (int i = 0; i < own.size(); i++) {
            if (i != right) {
                deletions.add(new KernelOp.DeleteRoute(own.get(i), "superseded"));
            }
        }
    }

    private void install(Desired<Route> wish, boolean ownFirst, boolean free) {
        if (ownFirst) {
            first.add(new KernelOp.ReplaceRoute(wish.what(), wish.reason()));
        } else if (free) {
            first.add(new KernelOp.AddRoute(wish.what(), wish.reason()));
        } else {
            first.add(new KernelOp.PrependRoute(wish.what(), wish.reason()));
        }
    }

    /** The kernel uses the first route of a key, and takes no second copy of ours: out and in again. */
    private void bringToFront(Desired<Route> wish, Route present) {
        first.add(new KernelOp.DeleteRoute(present, "stands behind another program's, and is of no use there"));
        first.add(new KernelOp.PrependRoute(wish.what(), wish.reason()));
    }

    /** Whether the kernel's route does what is wished; what it merely reports is left aside. */
    private static boolean same(Route actual, Route wish) {
        boolean plain = actual.options().prefSrc().equals(wish.options().prefSrc())
                && actual.options().metrics().isEmpty();
        if (!actual.type().equals(wish.type()) || !plain) {
            return false;
        }
        return !actual.type().equals(RouteType.UNICAST)
                || actual.target().configured().equals(wish.target().configured());
    }

    private void refusals(DesiredState desired) {
        for (Desired<Rule> wish : desired.rules()) {
            Rule rule = wish.what();
            if (rule.action() instanceof RuleAction.Unreachable) {
                refused.add(rule.selector());
                if (!places.containsKey(rule.key())) {
                    first.add(new KernelOp.AddRule(rule, wish.reason()));
                    refusing.add(rule.key());
                }
            }
        }
        if (refused.isEmpty()) {
            return;
        }
        for (Rule rule : rules) {
            if (ownership.owns(rule) && !wanted.contains(rule.key()) && isRefusedWithout(rule)) {
                first.add(new KernelOp.DeleteRule(rule, "no longer wanted, and what it leads is refused"));
            }
        }
    }

    /** Whether what it leads is refused when it goes; a refusal of former numbers goes last itself. */
    private boolean isRefusedWithout(Rule rule) {
        return refused.contains(rule.selector()) && !(rule.action() instanceof RuleAction.Unreachable);
    }

    private void rules(DesiredState desired) {
        Set<RuleKey> present = new HashSet<>(refusing);
        List<KernelOp> deletions = new ArrayList<>();
        for (Rule rule : rules) {
            if (!ownership.owns(rule)) {
                continue;
            }
            RuleKey key = rule.key();
            if (!wanted.contains(key)) {
                if (!isRefusedWithout(rule)) {
                    deletions.add(new KernelOp.DeleteRule(rule, "no longer wanted"));
                }
            } else if (!present.add(key)) {
                deletions.add(new KernelOp.DeleteRule(rule, "a second copy"));
            }
        }
        Set<RuleKey> tooEarly = tooEarly(desired);
        for (Desired<Rule> wish : desired.rules()) {
            RuleKey key = wish.what().key();
            if (present.add(key)) {
                boolean leads = refused.contains(wish.what().selector());
                (leads ? leading : first).add(new KernelOp.AddRule(wish.what(), wish.reason()));
            } else if (tooEarly.contains(key)) {
                first.add(new KernelOp.DeleteRule(wish.what(), "stands before those of its priority that come first"));
                first.add(new KernelOp.AddRule(wish.what(), wish.reason()));
            }
        }
        Collections.reverse(deletions);
        deletions.sort(Comparator.comparing(Planner::isNop));
        last.addAll(0, deletions);
    }

    /** What others go to leaves behind those that do: a jump to nowhere would let packets into the balance. */
    private static boolean isNop(KernelOp deletion) {
        return deletion instanceof KernelOp.DeleteRule delete && delete.rule().action() instanceof RuleAction.Nop;
    }

    /**
     * Rules of one priority are asked in the order in which they were added. For most it plays no part; one that jumps
     * would keep packets from the others, and must stand behind them.
     */
    private Set<RuleKey> tooEarly(DesiredState desired) {
        Set<RuleKey> early = new HashSet<>();
        if (desired.rules().stream().noneMatch(wish -> jumps(wish.what()))) {
            return early;
        }
        Map<String, Integer> lastOfOthers = new HashMap<>();
        for (Desired<Rule> wish : desired.rules()) {
            if (!jumps(wish.what())) {
                int place = places.getOrDefault(wish.what().key(), Integer.MAX_VALUE);
                lastOfOthers.merge(group(wish.what()), place, Math::max);
            }
        }
        for (Desired<Rule> wish : desired.rules()) {
            Integer place = places.get(wish.what().key());
            if (jumps(wish.what()) && place != null && place < lastOfOthers.getOrDefault(group(wish.what()), -1)) {
                early.add(wish.what().key());
            }
        }
        return early;
    }

    private static boolean jumps(Rule rule) {
        return rule.action() instanceof RuleAction.Goto;
    }

    private static String group(Rule rule) {
        return rule.family() + " " + rule.priority();
    }
}
